
#include "sim/base/random_stream.hpp"
#include "tests/system/command.hpp"
#include "tests/system/wish.hpp"

using namespace roundwatt;

namespace {

/// Starts a run without end, and kills it as soon as its file has \p bytes. Whether there was a file by then.
bool kill_a_run(const ScratchFolder& folder, std::uint64_t bytes) {
  std::filesystem::remove(folder.file("a.h5"));
  const CommandResult run =
      shell("roundwatt run scenarios/small/two-stations.yaml --quiet --set stop.rounds=100000000 -o " + folder.file("a.h5") +
            " & until [ $(stat -c %s " + folder.file("a.h5") + " 2>/dev/null || echo 0) -ge " + std::to_string(bytes) +
            " ]; do sleep 0.003; done; kill -9 $!; wait $!");
  CHECK(run.exit_code == 128 + 9);
  return std::filesystem::exists(folder.file("a.h5"));
}

}  // namespace

TEST_CASE("a run that is killed at any moment leaves a trace that verifies to its last flush and says so") {
  // ROUNDWATT_KILLS=200 build/tests/test_system "a run that is killed*" for a long run.
  const std::uint64_t kills = wish("ROUNDWATT_KILLS", 8);
  const ScratchFolder folder;
  RandomStream moments{20210216, "kill a run"};
  std::uint64_t left = 0, with_rounds = 0;
  for (std::uint64_t i = 0; i < kills; ++i) {
    if (!kill_a_run(folder, moments.below(8'000'000))) continue;
    const CommandResult info = run_analyze({"info", folder.file("a.h5"), "--json"});
    INFO("kill " << i << "\n" << info.err);
    // Before its header stands, a file is no trace yet, and is called that.
    if (info.exit_code == 2) {
      CHECK_THAT(info.err, ContainsSubstring("a.h5"));
      CHECK(std::filesystem::file_size(folder.file("a.h5")) < 2'000'000);
      continue;
    }
    ++left;
    CHECK(info.exit_code == 0);
    CHECK_THAT(info.out, ContainsSubstring("INCOMPLETE"));
    const CommandResult verdict = run_analyze({"verify", folder.file("a.h5"), "--json"});
    INFO(verdict.out << verdict.err);
    CHECK(verdict.exit_code == 0);
    const CommandResult carbon = run_analyze({"carbon", folder.file("a.h5")});
    CHECK(carbon.exit_code == 0);
    CHECK_THAT(carbon.out, ContainsSubstring("INCOMPLETE"));
    with_rounds += std::filesystem::file_size(folder.file("a.h5")) > 2'000'000 ? 1 : 0;
  }
  CHECK(left >= kills / 2);
  CHECK(with_rounds >= kills / 4);
}

TEST_CASE("a run that fails keeps in its trace what came before") {
  // Both clients leave for good at 500 s: twelve rounds of 40.2 s are over, and the thirteenth has just lost them.
  const ScratchFolder folder;
  folder.write("away.csv", "client,start,end\n0,0,500\n1,0,500\n");
  const CommandResult run = run_roundwatt(
      {"run", "scenarios/small/two-clients.yaml", "--quiet", "--set", "stop.rounds=100", "--set",
       "federation.availability={kind: intervals, intervals: {file: " + folder.file("away.csv") + ", afterwards: off}}", "-o",
       folder.file("a.h5")});
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, ContainsSubstring("no client can take part any more"));
  const CommandResult info = run_analyze({"info", folder.file("a.h5")});
  CHECK_THAT(info.out, ContainsSubstring("INCOMPLETE"));
  CHECK_THAT(info.out, ContainsSubstring("8 min 20 s"));
  CHECK(run_analyze({"verify", folder.file("a.h5")}).exit_code == 0);
}

TEST_CASE("a run that is told to end in its first moments leaves a trace or no file") {
  const ScratchFolder folder;
  for (int milliseconds = 0; milliseconds < 60; milliseconds += 3) {
    std::filesystem::remove(folder.file("a.h5"));
    const CommandResult run =
        shell("roundwatt run scenarios/small/two-stations.yaml --quiet --set stop.rounds=100000000 -o " + folder.file("a.h5") +
              " & sleep 0.0" + (milliseconds < 10 ? "0" : "") + std::to_string(milliseconds) + "; kill -TERM $!; wait $!");
    INFO("after " << milliseconds << " ms\n" << run.err);
    CHECK(run.exit_code == 128 + 15);
    if (std::filesystem::exists(folder.file("a.h5"))) CHECK(run_analyze({"info", folder.file("a.h5")}).exit_code == 0);
  }
}

TEST_CASE("a run that SimGrid ends is a run that failed, with a trace that can be read") {
  // SimGrid ends a process by abort(); no input is known that makes it do so in the middle of a run.
  const ScratchFolder folder;
  const CommandResult run = shell("roundwatt run scenarios/small/two-stations.yaml --quiet --set stop.rounds=100000000 -o " +
                                  folder.file("a.h5") + " & until [ $(stat -c %s " + folder.file("a.h5") +
                                  " 2>/dev/null || echo 0) -ge 2000000 ]; do sleep 0.01; done; kill -ABRT $!; wait $!");
  CHECK(run.exit_code == 1);
  CHECK_THAT(run.err, ContainsSubstring("the run failed: SimGrid ended it"));
  CHECK(run_analyze({"verify", folder.file("a.h5")}).exit_code == 0);
}
