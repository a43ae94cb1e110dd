#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/system/command.hpp"

using namespace roundwatt;

namespace {

const std::string small = ROUNDWATT_SOURCE_DIR "/scenarios/small/";

std::string bytes_of(const std::string& file) {
  std::stringstream text;
  text << std::ifstream{file, std::ios::binary}.rdbuf();
  return text.str();
}

/// Grams that one round of waiting.yaml with \p overrides causes beyond what is on anyway, by the true grid.
double grams(const ScratchFolder& folder, const std::vector<std::string>& overrides) {
  const std::string trace = folder.file("waiting.h5");
  std::vector<std::string> words{"run", small + "waiting.yaml", "--quiet", "--force", "-o", trace, "--set", "stop.rounds=1"};
  for (const std::string& text : overrides) words.insert(words.end(), {"--set", text});
  const CommandResult run = run_roundwatt(words);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  REQUIRE(run_analyze({"verify", trace}).exit_code == 0);
  const CommandResult report =
      run_analyze({"carbon", trace, "--grid", small + "valley.csv", "--boundary", "incremental", "--json"});
  INFO(report.out << report.err);
  REQUIRE(report.exit_code == 0);
  return nlohmann::json::parse(report.out).at("results").at(0).at("tables").at("total").at(0).at("co2e_g").get<double>();
}

}  // namespace

TEST_CASE("waiting saves the grams that were forecast and a wrong forecast costs some") {
  // The same joules at 400, 50 and 600 g/kWh.
  const ScratchFolder folder;
  const double at_once = grams(folder, {"federation.wait=null"});
  CHECK(at_once > 0);
  CHECK(grams(folder, {}) == Approx(at_once / 8).epsilon(1e-12));
  CHECK(grams(folder, {"carbon.forecast.file=" + small + "inverted-forecast.csv"}) == Approx(at_once * 1.5).epsilon(1e-12));
}

TEST_CASE("no slack gives the bytes of a run that does not wait") {
  const ScratchFolder folder;
  const auto run = [&](const std::string& name, const std::string& override_text) {
    const std::string trace = folder.file(name);
    const CommandResult result = run_roundwatt({"run", small + "waiting.yaml", "--quiet", "-o", trace, "--set", override_text});
    INFO(result.err);
    REQUIRE(result.exit_code == 0);
    return bytes_of(trace);
  };
  CHECK(run("none.h5", "federation.wait.slack=0s") == run("off.h5", "federation.wait=null"));
}

TEST_CASE("a run that ends in a wait keeps every invariant") {
  const ScratchFolder folder;
  const std::string trace = folder.file("waiting.h5");
  const CommandResult run = run_roundwatt(
      {"run", small + "waiting.yaml", "--quiet", "-o", trace, "--set", "stop.time=1h", "--set", "trace.plugin_check=true"});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  const CommandResult verdict = run_analyze({"verify", trace});
  INFO(verdict.out);
  CHECK(verdict.exit_code == 0);
  CHECK_THAT(verdict.out, !ContainsSubstring("Not checked"));
}
