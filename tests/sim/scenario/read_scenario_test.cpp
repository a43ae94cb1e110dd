#include "sim/scenario/read_scenario.hpp"

#include <cstdint>
#include <string>

#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

TEST_CASE("a short scenario has the declared defaults") {
  const Scenario scenario = parse_scenario(short_scenario, "studies");
  CHECK(scenario.name == "short");
  CHECK(scenario.seed == 1);
  CHECK(utc_text(scenario.start) == "2021-01-01T00:00:00Z");
  CHECK(scenario.platform.file.as_written == "p.xml");
  CHECK(scenario.platform.file.path == "studies/p.xml");
  CHECK(scenario.platform.network_model == NetworkModel::lv08);
  CHECK(scenario.workload.model.size == Bytes{1e6});
  CHECK(scenario.workload.flops_per_sample == Flops{1e9});
  CHECK(scenario.data.clients == 10);
  CHECK(scenario.learning.local_epochs == 1);
  CHECK(scenario.federation.mode == Mode::synchronous);
  CHECK(scenario.federation.stragglers.late == Late::wait);
  CHECK(scenario.stop.rounds == 3);
  CHECK_FALSE(scenario.stop.time);
  CHECK(scenario.trace.bucket == Seconds{3600});
}

TEST_CASE("every key reaches its field") {
  const Scenario scenario = parse_scenario(R"(
roundwatt: 1
name: every-key
seed: 18446744073709551615
start: 2021-02-16 12:30:00Z
platform:
  file: /opt/p.xml
  defaults: {hosts: {reserved_share: 0.01}, links: {router_share: 1}, zones: {pue: 1.5}}
  network: {model: textbook}
workload:
  model: {name: lstm, parameters: 11.17e6, size: 44.7MB}
  compute: {flops_per_sample: 3.33e9, samples_per_second: {jetson-tx2: 60}, overhead_per_batch: 5ms}
  sample: {size: 3kB}
  aggregation: {flops_per_update: 22.3Mf}
  evaluation: {flops_per_sample: 1Gf}
data: {dataset: speech, clients: all, samples_quantiles: [16, 30, 316]}
learning:
  kind: replay
  replay: {file: curve.csv}
  local: {steps: 20, batch_size: 32}
  evaluate: {every: 5, samples: 1e4}
federation:
  mode: synchronous
  server: fra-cpu
  clients_per_round: 10
  devices: {sites: [fra-edge, NO], models: jetson-tx2, binding: site}
  selection: {kind: uniform}
  stragglers: {deadline: 5min, over_selection: 1.3, late: drop, after_deadline: finish}
  upload_raw_data: false
carbon: {grid: grid.csv, boundary: fleet}
stop: {rounds: 100, time: 7d, target_accuracy: {value: 0.7, sustained: 3}, energy: 1kWh, carbon: {grams: 0.1kg}}
trace: {participations: false, transfers: false, host_energy: totals, link_energy: totals, bucket: 15min, plugin_check: true}
)",
                                           "");
  CHECK(scenario.seed == UINT64_MAX);
  CHECK(utc_text(scenario.start) == "2021-02-16T12:30:00Z");
  CHECK(scenario.platform.file.path == "/opt/p.xml");
  CHECK(scenario.platform.defaults.hosts.at("reserved_share") == "0.01");
  CHECK(scenario.platform.defaults.links.at("router_share") == "1");
  CHECK(scenario.platform.defaults.zones.at("pue") == "1.5");
  CHECK(scenario.platform.network_model == NetworkModel::textbook);
  CHECK(scenario.workload.model.name == "lstm");
  CHECK(scenario.workload.model.parameters == 11.17e6);
  CHECK(scenario.workload.model.size == Bytes{44.7e6});
  CHECK(scenario.workload.flops_per_sample == Flops{3.33e9});
  CHECK(scenario.workload.samples_per_second.at("jetson-tx2") == 60);
  CHECK(scenario.workload.overhead_per_batch == Seconds{0.005});
  CHECK(scenario.workload.sample_size == Bytes{3000});
  CHECK(scenario.workload.aggregation_flops_per_update.value() == soft(22.3e6));
  CHECK(scenario.workload.evaluation_flops_per_sample == Flops{1e9});
  CHECK(scenario.data.dataset == "speech");
  CHECK_FALSE(scenario.data.clients);
  CHECK(scenario.data.samples_quantiles == std::vector<double>{16, 30, 316});
  CHECK(scenario.learning.kind == LearningKind::replay);
  CHECK(scenario.learning.replay_file.as_written == "curve.csv");
  CHECK(scenario.learning.local_steps == 20);
  CHECK(scenario.learning.batch_size == 32);
  CHECK(scenario.learning.evaluate_every == 5);
  CHECK(scenario.learning.evaluation_samples == 10000);
  CHECK(scenario.federation.server == "fra-cpu");
  CHECK(scenario.federation.clients_per_round == 10);
  CHECK(scenario.federation.devices.sites == std::vector<std::string>{"fra-edge", "NO"});
  CHECK(scenario.federation.devices.models == std::vector<std::string>{"jetson-tx2"});
  CHECK(scenario.federation.devices.binding == Binding::by_site);
  CHECK(scenario.federation.stragglers.deadline == Seconds{300});
  CHECK(scenario.federation.stragglers.over_selection == 1.3);
  CHECK(scenario.federation.stragglers.late == Late::drop);
  CHECK(scenario.federation.stragglers.after_deadline == AfterDeadline::finish);
  CHECK(scenario.carbon.grid.as_written == "grid.csv");
  CHECK(scenario.carbon.boundary == Boundary::fleet);
  CHECK(scenario.stop.time == Seconds{604800});
  CHECK(scenario.stop.target_accuracy == TargetAccuracy{0.7, 3});
  CHECK(scenario.stop.energy == Joules{3.6e6});
  CHECK(scenario.stop.carbon == GramsCo2e{100});
  CHECK_FALSE(scenario.trace.participations);
  CHECK_FALSE(scenario.trace.transfers);
  CHECK(scenario.trace.host_energy == HostEnergyDetail::totals);
  CHECK(scenario.trace.link_energy == LinkEnergyDetail::totals);
  CHECK(scenario.trace.bucket == Seconds{900});
  CHECK(scenario.trace.plugin_check);
}

TEST_CASE("two mistakes, one of them between two files, are told as in the design") {
  const TemporaryFolder folder;
  folder.write("base.yaml", short_scenario);  // data.clients = 10 stands on its line 8
  folder.write("cifar10.yaml", "include: base.yaml\nfederation:\n  clients_per_round: 12\nstop: {round: 5}\n");
  CHECK(complaint_of_file("cifar10.yaml") ==
        "cifar10.yaml has 2 problems:\n"
        "  line 3: federation.clients_per_round = 12, but data.clients = 10 (base.yaml, line 8). "
        "Lower the one or raise the other.\n"
        "  line 4: stop.round: no such key. Did you mean stop.rounds?");
}

TEST_CASE("what is missing is told with the section where it belongs") {
  CHECK(complaint("roundwatt: 1\nname: x\nworkload:\n  model:\n    parameters: 5\n") ==
        "8 problems:\n"
        "  platform.file is missing (required). It must be the path of a file.\n"
        "  learning.local.batch_size is missing (required). It must be a whole number ≥ 1.\n"
        "  federation.clients_per_round is missing (required in modes synchronous and hierarchical). It must be a whole number "
        "≥ 1.\n"
        "  nothing says how many samples a client has. Give data.samples_per_client, data.samples_quantiles, "
        "data.samples_file or data.label_map_file.\n"
        "  nothing says what training costs. Give workload.compute.samples_per_second or workload.compute.flops_per_sample.\n"
        "  nothing ends the run. Give stop.rounds, stop.time, stop.target_accuracy.value, stop.energy or stop.carbon.grams.\n"
        "  line 3: workload.aggregation.flops_per_update is missing (required unless federation.mode is centralized or "
        "learning.kind is real). "
        "It must be an amount of work ≥ 0, in flop or with a unit, such as 3.3Gf.\n"
        "  line 4: workload.model.size is missing (required unless learning.kind is real). It must be a size > 0, in byte or "
        "with a unit, such as 44.7MB.");
}

TEST_CASE("physical numbers are required as soon as they matter") {
  CHECK_THAT(complaint_with({"learning.evaluate.samples=100"}),
             ContainsSubstring("workload.evaluation.flops_per_sample is missing"));
  CHECK_THAT(complaint_with({"workload.aggregation.flops_per_update=null"}),
             ContainsSubstring("workload.aggregation.flops_per_update is missing"));
  const std::vector<std::string> centralized{"federation.mode=centralized", "workload.aggregation=null"};
  CHECK(complaint_with(centralized) == "accepted");
  CHECK_THAT(complaint_with({"federation.mode=centralized", "federation.upload_raw_data=true"}),
             ContainsSubstring("workload.sample.size is missing (required with federation.upload_raw_data)"));
}

TEST_CASE("a file that is not there is named") {
  const TemporaryFolder folder;
  CHECK(complaint_of_file("nothing.yaml") == "nothing.yaml: cannot be read: No such file or directory.");
  CHECK(complaint_of_file(".") == ".: cannot be read: it is a folder.");
}

TEST_CASE("a version of the format that is not known is refused") {
  CHECK(complaint("roundwatt: 2\n" + short_scenario.substr(short_scenario.find('\n') + 1)) ==
        "line 1: roundwatt = 2, but it must be 1, the version that this program reads.");
}

}  // namespace roundwatt
