#include <fstream>

#include "tests/one_client_platform.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// The platform of scenarios/small/one-client, where \p element has a profile.
class WithProfile {
 public:
  WithProfile(const std::string& element, const std::string& attribute, const std::string& profile)
      : platform_{one_client_platform_with(element, attribute + "=\"changes.profile\""), "p.xml"} {
    std::ofstream{platform_.path().parent_path() / "changes.profile"} << profile;
  }
  std::string override() const { return "platform.file=" + platform_.name(); }

 private:
  ScratchText platform_;
};

}  // namespace

// One client: 10 MB over 1 MB/s and 0.1 s down, 10 Gf at 1 Gf/s, 10 MB up. A line of 2:4 W: 10 s of 1 MB each way of both are
// 20 J.

TEST_CASE("what a line is in the file is nominal, whatever its profile begins with") {
  const WithProfile platform{"<link id=\"line\"", "bandwidth_file", "0 500000\n"};
  const SmallRun run{"one-client", {platform.override()}};
  CHECK(run.rows<LinkRow>()[0].bandwidth_byte_s == 1e6);
  CHECK(run.participation("client").download_end_s == soft(20.1));
  // 10 MB at a nominal 1 MB/s are 10 s of airtime each way, of 2 W above idle on half of the line.
  CHECK(run.link("line").airtime_s == soft(10));
  CHECK(run.link("line").energy_j == soft(20));
}

TEST_CASE("a device that runs faster than its file says draws its full power and no more") {
  const WithProfile platform{"<host id=\"client\"", "speed_file", "0 4\n"};
  const SmallRun run{"one-client", {platform.override()}};
  // 10 s of work in 2.5 s at 50 W.
  CHECK(run.participation("client").train_end_s == soft(12.6));
  CHECK(run.energy("client", Activity::train) == soft(2.5 * 50));
  for (const HostEnergyRow& row : run.intervals("client")) CHECK(row.cpu_load <= 1);
}

}  // namespace roundwatt
