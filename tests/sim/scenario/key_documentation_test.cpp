#include "sim/scenario/key_documentation.hpp"

#include <stdlib.h>

#include <string>

#include "sim/base/text_file.hpp"
#include "sim/scenario/print_scenario.hpp"
#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

std::string example_of_the_page() {
  const std::string page = scenario_markdown();
  const std::string fence = "```yaml\n";
  const std::size_t begin = page.find(fence) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

}  // namespace

TEST_CASE("docs/formats/scenario.md is what the declaration says") {
  INFO("Rewrite it: build/bin/roundwatt defaults --markdown > docs/formats/scenario.md");
  const bool up_to_date = read_text_file(ROUNDWATT_SOURCE_DIR "/docs/formats/scenario.md") == scenario_markdown();
  CHECK(up_to_date);
}

TEST_CASE("docs/formats/scenario.schema.json is what the declaration says") {
  INFO("Rewrite it: build/bin/roundwatt defaults --json-schema > docs/formats/scenario.schema.json");
  const bool up_to_date = read_text_file(ROUNDWATT_SOURCE_DIR "/docs/formats/scenario.schema.json") == scenario_json_schema();
  CHECK(up_to_date);
}

TEST_CASE("the example of the page is a scenario") {
  CHECK(complaint(example_of_the_page()) == "accepted");
  CHECK(parse_scenario(example_of_the_page(), "").stop.time == Seconds{604800});
}

TEST_CASE("the defaults are a scenario to start from: only what is required is missing") {
  const std::string yaml = defaults_text();
  CHECK_THAT(yaml, ContainsSubstring("  # Samples in one batch.\n"));
  CHECK_THAT(yaml, ContainsSubstring("  # time > 0 [s]; default: 3600\n  bucket: 3600\n"));
  const std::vector<std::string> required{"name=short",
                                          "platform.file=p.xml",
                                          "workload.model.size=1MB",
                                          "workload.compute.flops_per_sample=1Gf",
                                          "workload.aggregation.flops_per_update=0",
                                          "data={clients: 10, samples_per_client: 50}",
                                          "learning.local.batch_size=10",
                                          "federation.clients_per_round=5",
                                          "stop.rounds=3"};
  CHECK(complaint(yaml, required) == "accepted");
  CHECK(resolved_yaml(parse_scenario(yaml, "", required)) == resolved_yaml(parse_scenario(short_scenario, "")));
}

TEST_CASE("the JSON schema accepts every scenario of the project and refuses what is wrong") {
  const std::string python = "/usr/bin/python3";
  if (system((python + " -c 'import jsonschema, yaml' 2>/dev/null").c_str()) != 0) {
    WARN("python3-jsonschema or python3-yaml is not installed");
    return;
  }
  const TemporaryFolder folder;
  folder.write("schema.json", scenario_json_schema());
  folder.write("example.yaml", example_of_the_page());
  folder.write("defaults.yaml", defaults_text());
  folder.write("resolved.yaml", resolved_yaml(parse_scenario(example_of_the_page(), "")));
  const std::string check = python + " " ROUNDWATT_SOURCE_DIR "/tests/sim/scenario/check_schema.py schema.json ";
  CHECK(system((check + "example.yaml defaults.yaml resolved.yaml").c_str()) == 0);
  CHECK(system((check + "$(find " ROUNDWATT_SOURCE_DIR "/scenarios -name '*.yaml')").c_str()) == 0);
  for (const std::string wrong : {"sede: 3", "stop: {rounds: 0}", "stop: {round: 1}", "federation: {mode: rumour}",
                                  "workload: {model: {size: 5 parsecs}}", "trace: {bucket: 0}", "roundwatt: 2",
                                  "data: {samples_quantiles: [1]}", "trace: {transfers: maybe}"}) {
    INFO(wrong);
    folder.write("wrong.yaml", wrong + "\n");
    CHECK(system((check + "wrong.yaml >/dev/null 2>&1").c_str()) != 0);
  }
}

}  // namespace roundwatt
