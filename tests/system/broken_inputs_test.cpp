#include <fmt/format.h>

#include <set>

#include "tests/system/broken_input.hpp"

namespace roundwatt {

namespace {

const std::filesystem::path tables = ROUNDWATT_SOURCE_DIR "/tests/system/broken_inputs";

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) names.insert(entry.path().string());
  return names;
}

/// A command of a table: the programs are found in the path, stdin is empty.
CommandResult run(const BrokenInput& input, const ScratchFolder& folder) {
  const std::string programs = std::filesystem::path{ROUNDWATT_PROGRAM}.parent_path().string();
  return execute({input.command, folder.path(), {{"PATH", programs + ":" + getenv("PATH")}}});
}

std::string without_last_break(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

/// Whether \p text is \p wanted, in which <any> stands for what depends on the machine.
bool is_as_wanted(std::string_view text, std::string_view wanted) {
  constexpr std::string_view any = "<any>";
  const std::size_t gap = wanted.find(any);
  if (gap == std::string_view::npos) return text == wanted;
  const std::string_view after = wanted.substr(gap + any.size());
  return text.starts_with(wanted.substr(0, gap)) && text.size() > wanted.size() - any.size() && text.ends_with(after);
}

void check(const BrokenInput& input) {
  INFO(input.name);
  const ScratchFolder folder;
  write_good_input(folder, input);
  const InputBreaker breaker{folder};
  for (const auto& step : input.steps) {
    for (const auto& part : step) breaker.take(part.first.as<std::string>(), part.second);
  }
  const std::set<std::string> before = names_in(folder.path());
  const CommandResult result = run(input, folder);
  const std::string said = without_last_break(result.err);
  if (!is_as_wanted(said, input.says)) CHECK(said == input.says);
  CHECK(result.signal == 0);
  CHECK(result.exit_code == (input.accepted ? 0 : input.exit_code));
  if (!input.accepted) CHECK(result.out == "");
  if (!input.accepted) CHECK(names_in(folder.path()) == before);
}

void check_table(const std::string& name) {
  for (const BrokenInput& input : broken_inputs(tables / (name + ".yaml"))) check(input);
}

}  // namespace

TEST_CASE("broken inputs: batteries") { check_table("battery"); }
TEST_CASE("broken inputs: traps of YAML") { check_table("yaml_traps"); }
TEST_CASE("broken inputs: keys and values of a scenario") { check_table("keys_and_values"); }
TEST_CASE("broken inputs: rules between keys") { check_table("rules_between_keys"); }
TEST_CASE("broken inputs: asynchronous servers") { check_table("asynchronous"); }
TEST_CASE("broken inputs: edge aggregators") { check_table("hierarchical"); }
TEST_CASE("broken inputs: rounds that wait and forecasts") { check_table("waiting"); }
TEST_CASE("broken inputs: lines and traffic of others") { check_table("lines"); }
TEST_CASE("broken inputs: peers") { check_table("gossip"); }
TEST_CASE("broken inputs: secure aggregation") { check_table("secure_aggregation"); }
TEST_CASE("broken inputs: late clients and speeds of devices") { check_table("stragglers"); }
TEST_CASE("broken inputs: includes and overrides") { check_table("includes_and_overrides"); }
TEST_CASE("broken inputs: grammar of a platform") { check_table("platform_grammar"); }
TEST_CASE("broken inputs: quantities and properties of a platform") { check_table("platform_properties"); }
TEST_CASE("broken inputs: zones, routes and Wi-Fi of a platform") { check_table("routes_and_zones"); }
TEST_CASE("broken inputs: profiles") { check_table("profiles"); }
TEST_CASE("broken inputs: replay, samples and grid") { check_table("csv_files"); }
TEST_CASE("broken inputs: availability") { check_table("availability"); }
TEST_CASE("broken inputs: files, folders and the command line") { check_table("files_and_folders"); }

TEST_CASE("broken inputs are many, each has a name of its own, and none is told in SimGrid's words") {
  std::set<std::string> names;
  int refused = 0;
  const std::string tests = read_text_file(ROUNDWATT_SOURCE_DIR "/tests/system/broken_inputs_test.cpp");
  for (const auto& table : std::filesystem::directory_iterator{tables}) {
    INFO("a table is checked by a test of its own");
    CHECK(tests.find(fmt::format("check_table(\"{}\")", table.path().stem().string())) != std::string::npos);
    for (const BrokenInput& input : broken_inputs(table.path())) {
      INFO(input.name);
      CHECK(names.insert(input.name).second);
      refused += input.accepted ? 0 : 1;
      CHECK((input.accepted || !input.says.empty()));
      for (const std::string simgrids : {"Backtrace", "/CRITICAL]", "/WARNING]", "unexpectedly"}) {
        CHECK(input.says.find(simgrids) == std::string::npos);
      }
    }
  }
  CHECK(refused >= 120);
}

}  // namespace roundwatt
