#include <algorithm>
#include <cstdlib>

#include "tests/system/command.hpp"
#include "tests/system/platform_mutator.hpp"

using namespace fedjoule;

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

int number_of_mutants() {
  const char* asked = std::getenv("FEDJOULE_MUTANTS");
  return asked == nullptr ? 300 : std::atoi(asked);
}

bool is_our_message(const std::string& text) {
  for (const std::string simgrids : {"Backtrace", "/CRITICAL]", "SimGrid refuses it", "unexpectedly"}) {
    if (text.find(simgrids) != std::string::npos) return false;
  }
  return !text.empty();
}

}  // namespace

TEST_CASE("whatever is wrong with a platform, the program says so and ends with 2") {
  // FEDJOULE_MUTANTS=20000 build/tests/test_system "whatever is wrong*" for a long run.
  const std::vector<Original> all = originals();
  const std::filesystem::path root = FEDJOULE_SOURCE_DIR;
  const ScratchFolder folder;
  std::filesystem::copy(root / "platforms/small", folder.path(), std::filesystem::copy_options::recursive);
  int accepted = 0;
  for (int i = 0; i < number_of_mutants(); ++i) {
    const Original& original = all[static_cast<std::size_t>(i) % all.size()];
    PlatformMutator mutator{static_cast<std::uint64_t>(i), read_text_file(root / original.platform)};
    const std::string mutant = mutator.mutate();
    const std::string file = original.platform.find("kinds/") == std::string::npos ? "mutant.xml" : "kinds/mutant.xml";
    folder.write(file, mutant);
    const CommandResult result = run_fedjoule({"validate", original.scenario, "--set", "platform.file=" + folder.file(file),
                                               "--set", "federation.server=" + original.server});
    INFO("mutant " << i << " of " << original.platform << ": " << mutator.story() << "\n" << result.err);
    CHECK(result.signal == 0);
    CHECK((result.exit_code == 0 || result.exit_code == 2));
    if (result.exit_code == 2) CHECK(is_our_message(result.err));
    accepted += result.exit_code == 0 ? 1 : 0;
  }
  CHECK(accepted < number_of_mutants() / 2);
}
