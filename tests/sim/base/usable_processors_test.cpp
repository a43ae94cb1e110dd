#include "sim/base/usable_processors.hpp"

#include <sched.h>
#include <unistd.h>

#include <fstream>

#include "tests/catch.hpp"

namespace roundwatt {

namespace {

/// A tree of control groups in a folder of its own.
class ControlGroups {
 public:
  ControlGroups() {
    std::string pattern = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~ControlGroups() { std::filesystem::remove_all(folder_); }
  ControlGroups(const ControlGroups&) = delete;
  ControlGroups& operator=(const ControlGroups&) = delete;

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((folder_ / name).parent_path());
    std::ofstream{folder_ / name} << text;
  }
  std::optional<double> granted(const std::string& membership) const {
    write("membership", membership);
    return granted_processors(folder_ / "membership", folder_ / "mount");
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("a process has the processors of its affinity") {
  cpu_set_t before;
  REQUIRE(sched_getaffinity(0, sizeof before, &before) == 0);
  int some = 0;
  while (!CPU_ISSET(some, &before)) ++some;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(some, &one);
  REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
  CHECK(usable_processors() == 1);
  sched_setaffinity(0, sizeof before, &before);
  CHECK(usable_processors() >= 1);
  CHECK(usable_processors() <= static_cast<std::size_t>(CPU_COUNT(&before)));
}

TEST_CASE("the tightest control group around a process decides") {
  const ControlGroups groups;
  groups.write("mount/job/cpu.max", "150000 100000\n");
  groups.write("mount/job/step/cpu.max", "max 100000\n");
  CHECK(groups.granted("0::/job/step\n") == 1.5);
  CHECK(groups.granted("0::/job\n") == 1.5);
  CHECK(!groups.granted("0::/\n"));
  CHECK(!groups.granted("0::/elsewhere\n"));
}

TEST_CASE("control groups of the first version count too") {
  const ControlGroups groups;
  groups.write("mount/cpu,cpuacct/job/cpu.cfs_quota_us", "400000\n");
  groups.write("mount/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n");
  groups.write("mount/cpu,cpuacct/free/cpu.cfs_quota_us", "-1\n");
  groups.write("mount/cpu,cpuacct/free/cpu.cfs_period_us", "100000\n");
  CHECK(groups.granted("5:memory:/job\n4:cpu,cpuacct:/job\n0::/\n") == 4);
  CHECK(!groups.granted("4:cpu,cpuacct:/free\n"));
  CHECK(!groups.granted(""));
  CHECK(!groups.granted("nonsense\n"));
}

}  // namespace roundwatt
