#include <algorithm>

#include "tests/system/command.hpp"
#include "tests/system/platform_mutator.hpp"
#include "tests/system/wish.hpp"

using namespace roundwatt;

namespace {

struct Original {
  std::string platform, scenario, server;
};

/// Platforms of every kind, each with a scenario that uses it.
std::vector<Original> originals() {
  std::vector<Original> all;
  for (const std::string name : {"one-client", "two-stations", "failing", "speed-profile", "split-duplex", "broadcast-4-2"}) {
    all.push_back({"platforms/small/" + name + ".xml", "scenarios/small/" + name + ".yaml", "server"});
  }
  for (const std::string name : {"cluster", "backbone", "cabinets", "fat-tree", "torus", "dragonfly", "vivaldi", "dijkstra",
                                 "floyd", "full", "wifi", "profiles"}) {
    all.push_back({"platforms/small/kinds/" + name + ".xml", "scenarios/small/kinds/any-platform.yaml",
                   name == "backbone" ? "node-0.cluster" : "node-0"});
  }
  return all;
}

bool is_our_message(const std::string& text) {
  for (const std::string simgrids : {"Backtrace", "/CRITICAL]", "SimGrid refuses it", "unexpectedly"}) {
    if (text.find(simgrids) != std::string::npos) return false;
  }
  return !text.empty();
}

}  // namespace

TEST_CASE("whatever is wrong with a platform, the program says so and ends with 2") {
  // ROUNDWATT_MUTANTS=20000 build/tests/test_system "whatever is wrong*" for a long run.
  const std::vector<Original> all = originals();
  const std::filesystem::path root = ROUNDWATT_SOURCE_DIR;
  const ScratchFolder folder;
  std::filesystem::copy(root / "platforms/small", folder.path(), std::filesystem::copy_options::recursive);
  std::uint64_t accepted = 0;
  const std::uint64_t mutants = wish("ROUNDWATT_MUTANTS", 300);
  for (std::uint64_t i = 0; i < mutants; ++i) {
    const Original& original = all[i % all.size()];
    PlatformMutator mutator{i, read_text_file(root / original.platform)};
    const std::string mutant = mutator.mutate();
    const std::string file = original.platform.find("kinds/") == std::string::npos ? "mutant.xml" : "kinds/mutant.xml";
    folder.write(file, mutant);
    const CommandResult result = run_roundwatt({"validate", original.scenario, "--set", "platform.file=" + folder.file(file),
                                                "--set", "federation.server=" + original.server});
    INFO("mutant " << i << " of " << original.platform << ": " << mutator.story() << "\n" << result.err);
    CHECK(result.signal == 0);
    CHECK((result.exit_code == 0 || result.exit_code == 2));
    if (result.exit_code == 2) CHECK(is_our_message(result.err));
    accepted += result.exit_code == 0 ? 1 : 0;
  }
  CHECK(accepted < mutants / 2);
}
