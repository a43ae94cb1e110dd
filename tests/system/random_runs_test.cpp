#include "tests/system/command.hpp"
#include "tests/system/random_platform.hpp"
#include "tests/system/random_scenario.hpp"
#include "tests/system/wish.hpp"

using namespace roundwatt;

namespace {

/// All devices may be off for good, or the server: a run may fail, but it says why.
bool fails_as_it_may(const CommandResult& run) {
  const auto says = [&](const std::string& reason) { return run.err.find(reason) != std::string::npos; };
  return run.exit_code == 1 && (says("no client can take part any more") || says("all uploads failed") ||
                                says("the server server is off") || says("the server server went off"));
}

void check_run(std::uint64_t seed) {
  const ScratchFolder folder;
  const RandomPlatform platform{seed};
  const RandomScenario scenario{seed, platform.devices()};
  folder.write("platform.xml", platform.xml());
  for (const auto& [file, content] : platform.profiles()) folder.write(file, content);
  folder.write("scenario.yaml", scenario.yaml());
  const CommandResult run = run_roundwatt({"run", "scenario.yaml", "-o", "trace.h5"}, folder.path());
  INFO("seed " << seed << ": ROUNDWATT_FIRST_SEED=" << seed << " ROUNDWATT_SEEDS=1\n" << scenario.yaml() << platform.xml());
  INFO(run.out << run.err << "signal " << run.signal);
  CHECK((run.exit_code == 0 || fails_as_it_may(run)));
  if (run.exit_code != 0) return;
  const CommandResult verdict = run_analyze({"verify", "trace.h5"}, folder.path());
  INFO(verdict.out << verdict.err);
  CHECK(verdict.exit_code == 0);
}

}  // namespace

TEST_CASE("random platforms and scenarios keep every invariant") {
  const std::uint64_t first = wish("ROUNDWATT_FIRST_SEED", 1);
  const std::uint64_t count = wish("ROUNDWATT_SEEDS", 40);
  for (std::uint64_t seed = first; seed < first + count; ++seed) check_run(seed);
}
