#include <algorithm>
#include <regex>
#include <sstream>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

/// The verbs that a help lists: none in the help of a verb that is no group.
std::vector<std::string> verbs_of(const std::string& help) {
  // CLI11 2.5 and later write the heading in capitals.
  const std::size_t heading = std::min({help.find("Subcommands:"), help.find("SUBCOMMANDS:"), help.size()});
  std::istringstream lines{help.substr(heading)};
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

/// The examples of \p words (a program and verbs) and of the verbs below.
std::vector<std::string> examples_of(const std::string& words) {
  INFO(words);
  const CommandResult help = shell(words + " --help");
  CHECK(help.exit_code == 0);
  CHECK(help.err == "");
  std::vector<std::string> examples{example_of(help.out)};
  CHECK_THAT(examples.front(), StartsWith(words));
  for (const std::string& verb : verbs_of(help.out)) {
    for (const std::string& example : examples_of(words + " " + verb)) examples.push_back(example);
  }
  return examples;
}

}  // namespace

TEST_CASE("the help of each verb of roundwatt ends with an example, which works from the root of the repository") {
  const std::vector<std::string> examples = examples_of("roundwatt");
  CHECK(examples.size() >= 8);
  const ScratchFolder folder;
  std::filesystem::create_directory_symlink(ROUNDWATT_SOURCE_DIR "/scenarios", folder.path() / "scenarios");
  std::filesystem::create_directory_symlink(ROUNDWATT_SOURCE_DIR "/platforms", folder.path() / "platforms");
  for (const std::string& example : examples) {
    INFO(example);
    const CommandResult result = shell("set -o pipefail; " + example, folder.path());
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
  }
}

TEST_CASE("the help of each verb of roundwatt-analyze ends with an example, which works on a trace of that name") {
  const std::vector<std::string> examples = examples_of("roundwatt-analyze");
  CHECK(examples.size() >= 8);
  const ScratchFolder folder;
  run_roundwatt({"run", small_scenario("learning"), "-o", folder.file("trace.h5")});
  run_roundwatt({"run", small_scenario("one-client"), "-o", folder.file("federated.h5")});
  run_roundwatt({"run", small_scenario("centralized"), "-o", folder.file("centralized.h5")});
  folder.write("DE_2023_hourly.csv",
               "Datetime (UTC),Zone id,Carbon intensity gCO₂eq/kWh (Life cycle)\n2023-01-01 00:00:00,DE,185.8\n");
  folder.write(
      "hourly.csv",
      "zone,start,g_per_kwh,year,kind\nFRA,2021-02-16T00:00Z,100,2021,average\nFRA,2021-02-18T00:00Z,50,2021,average\n");
  for (const std::string& example : examples) {
    if (example.find("findings") != std::string::npos) continue;  // its traces are those of the whole study
    INFO(example);
    const CommandResult result = shell(example, folder.path());
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
  }
}

TEST_CASE("the help of both programs says what their exit codes mean") {
  CHECK_THAT(run_roundwatt({"--help"}).out, ContainsSubstring("Exit codes:\n  0   done\n  1   ") &&
                                                ContainsSubstring("\n  2   ") && ContainsSubstring("\n  130 ") &&
                                                ContainsSubstring("\n  143 "));
  CHECK_THAT(run_analyze({"--help"}).out,
             ContainsSubstring("Exit codes:\n  0   done\n  1   ") && ContainsSubstring("\n  2   "));
}

TEST_CASE("the version names the commit and the libraries") {
  const CommandResult version = run_roundwatt({"--version"});
  CHECK(version.exit_code == 0);
  const std::regex form{
      "roundwatt \\d+\\.\\d+\\.\\d+\ncommit ([0-9a-f]{40}(\\+uncommitted)?|unknown)\nSimGrid \\d+\\.\\d+\\.\\d+\n"
      "HDF5 \\d+\\.\\d+\\.\\d+\nEigen \\d+\\.\\d+\\.\\d+\ncompiler \\w+ [\\d.]+\nprocessor flags (none|-march=\\S+)\n"};
  INFO(version.out);
  CHECK(std::regex_match(version.out, form));
  CHECK_THAT(run_analyze({"--version"}).out, StartsWith("roundwatt-analyze ") && !ContainsSubstring("SimGrid"));
}

TEST_CASE("traces can be analysed where SimGrid is not installed") {
  CHECK_THAT(shell("ldd $(command -v roundwatt)").out, ContainsSubstring("libsimgrid"));
  CHECK_THAT(shell("ldd $(command -v roundwatt-analyze)").out, !ContainsSubstring("libsimgrid"));
}
