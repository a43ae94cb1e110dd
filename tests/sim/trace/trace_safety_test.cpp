#include <hdf5.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <new>

#include "sim/base/error.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/trace_reader.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// A row that says which one it is.
HostEnergyRow numbered(std::int64_t number) {
  const auto start_s = static_cast<double>(number);
  return interval(0, static_cast<std::int32_t>(number), Activity::train, start_s, start_s + 1, {5, 45});
}

/// Whether the reader finds rows 0, 1, 2, … as they were written; returns how many.
std::int64_t count_intact_rows(const std::filesystem::path& file) {
  const TraceReader trace{file};
  CHECK_FALSE(trace.header().complete);
  std::int64_t next = 0;
  bool intact = true;
  trace.for_each<HostEnergyRow>([&](const HostEnergyRow& row) {
    intact = intact && row.round == next && row.energy_j == 50;
    ++next;
  });
  CHECK(intact);
  return next;
}

/// The sum of the counts in /flushed; the reader is not asked.
std::int64_t rows_said_to_be_safe(const std::filesystem::path& path) {
  const Hdf5Handle file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
  const Hdf5Handle flushed{H5Dopen2(file.get(), "flushed", H5P_DEFAULT), H5Dclose};
  std::array<std::int64_t, std::tuple_size_v<AllRows>> counts{};
  REQUIRE(H5Dread(flushed.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data()) >= 0);
  std::int64_t sum = 0;
  for (const std::int64_t count : counts) sum += count;
  return sum;
}

/// Writes rows until it cannot any more. Returns how many were taken.
std::int64_t write_until_refused(TraceWriter& writer, const std::string& expected_reason) {
  constexpr std::int64_t plenty = 10'000'000;
  for (std::int64_t i = 0; i < plenty; ++i) {
    try {
      writer.append(numbered(i), static_cast<double>(i));
    } catch (const RunError& full) {
      CHECK_THAT(full.what(), ContainsSubstring(expected_reason) &&
                                  ContainsSubstring("The trace stands as of its last flush and can be read."));
      return i;
    }
  }
  return plenty;
}

/// Fills up what \p file may have, and looks at what is left.
void check_full_disk(const std::filesystem::path& file, const std::string& expected_reason) {
  std::int64_t taken = 0;
  {
    TraceWriter writer{file, TraceHeader{}};
    taken = write_until_refused(writer, expected_reason);
    CHECK_THROWS_AS(writer.finish(1, "rounds"), RunError);
  }
  const std::int64_t kept = count_intact_rows(file);
  CHECK(kept == rows_said_to_be_safe(file));
  const auto flush_rows = static_cast<std::int64_t>(TraceWriter::flush_rows);
  CHECK(kept == taken / flush_rows * flush_rows);
}

/// What a writer in another process tells until it is killed.
struct Telegraph {
  std::atomic<bool> ready = false;
  std::atomic<std::int64_t> appended = 0;
};

Telegraph* shared_telegraph() {
  void* memory = mmap(nullptr, sizeof(Telegraph), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  REQUIRE(memory != MAP_FAILED);
  return new (memory) Telegraph;
}

[[noreturn]] void write_until_killed(const std::filesystem::path& file, Telegraph& telegraph) {
  TraceWriter writer{file, TraceHeader{}};
  telegraph.ready = true;
  for (std::int64_t i = 0;; ++i) {
    writer.append(numbered(i), static_cast<double>(i));
    telegraph.appended = i + 1;
  }
}

}  // namespace

TEST_CASE("a writer that is killed at any moment leaves all that was flushed") {
  constexpr int kills = 25;
  RandomStream moments{20210216, "kill"};
  for (int i = 0; i < kills; ++i) {
    const ScratchFile file;
    Telegraph* telegraph = shared_telegraph();
    const pid_t writer = fork();
    if (writer == 0) write_until_killed(file.path(), *telegraph);
    while (!telegraph->ready) usleep(100);
    usleep(static_cast<useconds_t>(moments.below(40'000)));
    kill(writer, SIGKILL);
    waitpid(writer, nullptr, 0);

    const std::int64_t appended = telegraph->appended;
    const auto flush_rows = static_cast<std::int64_t>(TraceWriter::flush_rows);
    const std::int64_t kept = count_intact_rows(file.path());
    INFO(appended << " rows were appended, " << kept << " kept");
    CHECK(kept == rows_said_to_be_safe(file.path()));
    CHECK(kept >= appended / flush_rows * flush_rows);
    CHECK(kept <= appended + 1);
    munmap(telegraph, sizeof(Telegraph));
  }
}

TEST_CASE("a file that may not grow any more is valid to its last flush") {
  for (const rlim_t megabytes : {3UL, 5UL, 9UL}) {
    const ScratchFile file;
    const rlimit limit{megabytes << 20U, RLIM_INFINITY};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &limit) == 0);
    check_full_disk(file.path(), "File too large");
    const rlimit none{RLIM_INFINITY, RLIM_INFINITY};
    REQUIRE(setrlimit(RLIMIT_FSIZE, &none) == 0);
  }
}

TEST_CASE("on a full disk the run fails, and the file is valid to its last flush") {
  // A mount of our own, which goes with this process.
  const bool isolated = unshare(CLONE_NEWNS) == 0 && mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
  const ScratchFile place{""};
  std::filesystem::create_directory(place.path());
  for (const char* size : {"size=3m", "size=5m", "size=9m"}) {
    if (!isolated || mount("tmpfs", place.path().c_str(), "tmpfs", 0, size) != 0) {
      WARN("not tested: mounting a small disk needs root");
      return;
    }
    check_full_disk(place.path() / "trace.h5", "No space left on device");
    REQUIRE(umount(place.path().c_str()) == 0);
  }
}
