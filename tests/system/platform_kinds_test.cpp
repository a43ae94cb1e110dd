#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

const std::filesystem::path kinds = ROUNDWATT_SOURCE_DIR "/platforms/small/kinds";

/// A host of each file that can serve.
std::string server_of(const std::string& name) {
  if (name == "backbone") return "node-0.cluster";
  return name == "many-zones" ? "server-0" : "node-0";
}

}  // namespace

TEST_CASE("every kind of SimGrid platform loads and runs when the scenario fills in what its file does not say") {
  const ScratchFolder folder;
  std::size_t platforms = 0;
  for (const auto& entry : std::filesystem::directory_iterator{kinds}) {
    if (entry.path().extension() != ".xml") continue;
    ++platforms;
    const std::string name = entry.path().stem().string();
    const std::string trace = folder.file(name + ".h5");
    const CommandResult run =
        run_roundwatt({"run", ROUNDWATT_SOURCE_DIR "/scenarios/small/kinds/any-platform.yaml", "-o", trace, "--set",
                       "platform.file=" + entry.path().string(), "--set", "federation.server=" + server_of(name), "--quiet"});
    INFO(name << "\n" << run.err);
    CHECK(run.exit_code == 0);
    CHECK(run_analyze({"verify", trace}).exit_code == 0);
    CHECK(run_roundwatt({"platform", "check", entry.path().string()}).exit_code == 0);
  }
  CHECK(platforms >= 14);
}
