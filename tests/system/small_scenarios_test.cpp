#include "tests/system/command.hpp"

using namespace roundwatt;

TEST_CASE("every small scenario runs and keeps every invariant, SimGrid's own energies included") {
  const ScratchFolder folder;
  std::size_t scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator{ROUNDWATT_SOURCE_DIR "/scenarios/small"}) {
    if (entry.path().extension() != ".yaml") continue;
    ++scenarios;
    const std::string trace = folder.file(entry.path().stem().string() + ".h5");
    const CommandResult run =
        run_roundwatt({"run", entry.path().string(), "-o", trace, "--quiet", "--set", "trace.plugin_check=true"});
    INFO(entry.path() << "\n" << run.err);
    CHECK(run.exit_code == 0);
    const CommandResult verdict = run_analyze({"verify", trace});
    INFO(verdict.out << verdict.err);
    CHECK(verdict.exit_code == 0);
    CHECK_THAT(verdict.out, !ContainsSubstring("Not checked"));
  }
  CHECK(scenarios >= 15);
}

TEST_CASE("every scenario of the study is valid") {
  for (const auto& entry : std::filesystem::directory_iterator{ROUNDWATT_SOURCE_DIR "/scenarios/first-look"}) {
    // The others are included by these.
    const std::string name = entry.path().filename().string();
    if (!name.ends_with("-centralized.yaml") && !name.ends_with("-federated.yaml")) continue;
    INFO(entry.path());
    const CommandResult plan = run_roundwatt({"validate", entry.path().string()});
    CHECK(plan.exit_code == 0);
    CHECK(plan.err == "");
  }
}
