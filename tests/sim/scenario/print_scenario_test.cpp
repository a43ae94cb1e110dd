#include "sim/scenario/print_scenario.hpp"

#include <rapidcheck.h>

#include <filesystem>
#include <string>

#include "sim/scenario/yaml_text.hpp"
#include "tests/sim/scenario/arbitrary_scenario.hpp"
#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("the resolved scenario is complete, in SI and in the order of the declaration") {
  const Scenario scenario =
      parse_scenario(short_scenario, "/home/someone",
                     {"federation.devices.sites=[NO, fra-edge]", "stop.time=2h", "workload.compute.samples_per_second.tx2=60"});
  CHECK(resolved_yaml(scenario) == R"(roundwatt: 1
name: short
seed: 1
start: 2021-01-01T00:00:00Z
platform:
  file: p.xml
  network:
    model: LV08
workload:
  model:
    size: 1000000
  compute:
    flops_per_sample: 1000000000
    samples_per_second: {tx2: 60}
  aggregation:
    flops_per_update: 0
data:
  clients: 10
  samples_per_client: 50
learning:
  kind: rounds
  local:
    epochs: 1
    batch_size: 10
  evaluate:
    every: 1
    per_epoch: 1
    set: test
    samples: 0
federation:
  mode: synchronous
  clients_per_round: 5
  upload_raw_data: false
  devices:
    sites: ["NO", fra-edge]
    binding: order
  selection:
    kind: uniform
    filters: []
    fairness: 0
  stragglers:
    over_selection: 1
    late: wait
    after_deadline: cancel
  compression:
    kind: none
  availability:
    kind: always
  failure_detection:
    timeout: 0
carbon:
  boundary: participation
stop:
  rounds: 3
  time: 7200
trace:
  participations: true
  transfers: true
  host_energy: intervals
  link_energy: buckets
  bucket: 3600
  plugin_check: false
)");
}

TEST_CASE("every resolved scenario reads back as the same scenario") {
  CHECK(rc::check("print, then read", [] {
    const Scenario scenario = arbitrary_scenario();
    const std::string yaml = resolved_yaml(scenario);
    RC_LOG() << yaml;
    RC_ASSERT(parse_scenario(yaml, "") == scenario);
    RC_ASSERT(resolved_yaml(parse_scenario(yaml, "/elsewhere")) == yaml);
  }));
}

TEST_CASE("text that looks like something else is quoted") {
  CHECK(yaml_text("fra-edge") == "fra-edge");
  CHECK(yaml_text("../../platforms/p.xml") == "../../platforms/p.xml");
  for (const std::string word : {"NO", "yes", "Null", "12", "1e3", "~", "", ".", "..", "-a", "a b", "a:", "0x1F", ".nan"}) {
    CHECK(yaml_text(word) == '"' + word + '"');
  }
  CHECK(yaml_text("a\"b\\c") == R"("a\"b\\c")");
}

TEST_CASE("every scenario of the project reads back as the same scenario") {
  int runs = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{ROUNDWATT_SOURCE_DIR "/scenarios"}) {
    // Files without a name are parts that others include.
    if (entry.path().extension() != ".yaml" || complaint_of_file(entry.path()).find("name is missing") != std::string::npos) {
      continue;
    }
    INFO(entry.path());
    CHECK(complaint_of_file(entry.path()) == "accepted");
    const std::string yaml = resolved_yaml(read_scenario(entry.path()));
    CHECK(resolved_yaml(parse_scenario(yaml, entry.path().parent_path())) == yaml);
    ++runs;
  }
  CHECK(runs > 10);
}

}  // namespace roundwatt
