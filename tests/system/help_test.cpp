#include <sstream>

#include "tests/system/command.hpp"

using namespace fedjoule;

namespace {

/// The verbs that a program's help lists.
std::vector<std::string> verbs_of(const std::string& help) {
  std::istringstream lines{help.substr(help.find("Subcommands:"))};
  std::vector<std::string> verbs;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line) && line.starts_with("  ")) verbs.push_back(line.substr(2, line.find(' ', 2) - 2));
  return verbs;
}

/// The example at the end of a verb's help: what stands behind "Example:" on its line or the next.
std::string example_of(const std::string& help) {
  const std::size_t at = help.rfind("Example:");
  if (at == std::string::npos) return "";
  std::istringstream words{help.substr(at + std::string{"Example:"}.size())};
  std::string example;
  std::getline(words >> std::ws, example);
  std::string rest;
  words >> rest;
  return rest.empty() ? example : "";
}

std::vector<std::string> examples_of(const std::string& program) {
  std::vector<std::string> examples;
  for (const std::string& verb : verbs_of(execute({{program, "--help"}, FEDJOULE_SOURCE_DIR, {}}).out)) {
    INFO(program << " " << verb);
    const CommandResult help = execute({{program, verb, "--help"}, FEDJOULE_SOURCE_DIR, {}});
    CHECK(help.exit_code == 0);
    CHECK(help.err == "");
    examples.push_back(example_of(help.out));
    const std::string name = std::filesystem::path{program}.filename().string();
    CHECK_THAT(examples.back(), Catch::StartsWith(name + " " + verb));
  }
  return examples;
}

}  // namespace

TEST_CASE("the help of each verb of fedjoule ends with an example, which works from the root of the repository") {
  const std::vector<std::string> examples = examples_of(FEDJOULE_PROGRAM);
  CHECK(examples.size() >= 3);
  const ScratchFolder folder;
  std::filesystem::create_directory_symlink(FEDJOULE_SOURCE_DIR "/scenarios", folder.path() / "scenarios");
  std::filesystem::create_directory_symlink(FEDJOULE_SOURCE_DIR "/platforms", folder.path() / "platforms");
  for (const std::string& example : examples) {
    INFO(example);
    const CommandResult result = shell("set -o pipefail; " + example, folder.path());
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
  }
}

TEST_CASE("the help of each verb of fedjoule-analyze ends with an example, which works on a trace of that name") {
  const std::vector<std::string> examples = examples_of(FEDJOULE_ANALYZE);
  CHECK(examples.size() >= 5);
  const ScratchFolder folder;
  for (const std::string name : {"trace", "federated"})
    run_fedjoule({"run", small_scenario("one-client"), "-o", folder.file(name + ".h5")});
  run_fedjoule({"run", small_scenario("centralized"), "-o", folder.file("centralized.h5")});
  for (const std::string& example : examples) {
    if (example.find("findings") != std::string::npos) continue;  // its traces are those of the whole study
    INFO(example);
    const CommandResult result = shell(example, folder.path());
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
  }
}

TEST_CASE("the version names the commit and the libraries") {
  const CommandResult version = run_fedjoule({"--version"});
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, Catch::StartsWith("fedjoule ") && Catch::Contains("SimGrid 3") && Catch::Contains("HDF5 1"));
  CHECK_THAT(run_analyze({"--version"}).out, Catch::StartsWith("fedjoule-analyze "));
}

TEST_CASE("traces can be analysed where SimGrid is not installed") {
  CHECK_THAT(shell("ldd $(command -v fedjoule)").out, Catch::Contains("libsimgrid"));
  CHECK_THAT(shell("ldd $(command -v fedjoule-analyze)").out, !Catch::Contains("libsimgrid"));
}
