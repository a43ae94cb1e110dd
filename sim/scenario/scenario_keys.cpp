#include "sim/scenario/scenario_keys.hpp"

#include "sim/scenario/asynchronous_keys.hpp"
#include "sim/scenario/availability_keys.hpp"
#include "sim/scenario/background_keys.hpp"
#include "sim/scenario/battery_keys.hpp"
#include "sim/scenario/compression_keys.hpp"
#include "sim/scenario/device_keys.hpp"
#include "sim/scenario/gossip_keys.hpp"
#include "sim/scenario/hierarchical_keys.hpp"
#include "sim/scenario/learning_keys.hpp"
#include "sim/scenario/number_format.hpp"
#include "sim/scenario/secure_aggregation_keys.hpp"
#include "sim/scenario/selection_keys.hpp"
#include "sim/scenario/straggler_keys.hpp"
#include "sim/scenario/waiting_keys.hpp"

namespace roundwatt {

namespace {

void declare_run(KeyList& keys, Scenario& scenario) {
  keys.add_fixed<std::int64_t>("roundwatt", format_version(1), 1, required_key(), "Version of this format.");
  keys.add_fixed<std::vector<std::string>>("include", include_value(), {}, when_absent("none"),
                                           "Files that this file builds on and overrules, found from its folder.");
  keys.add("name", name_value(), scenario.name, required_key(), "Name of the run, for the trace and for reports.");
  keys.add("seed", seed_value(), scenario.seed, optional_key(), "The one seed of all random streams.");
  keys.add("start", utc_time_value(), scenario.start, optional_key(),
           "Calendar time at which the simulation starts: decides the hour of the grid.");
}

void declare_platform(KeyList& keys, PlatformChoice& platform) {
  keys.section("platform", "The hardware and the network.");
  keys.add("platform.file", file_value(), platform.file, required_key(), "SimGrid XML with power, sites and grid zones.");
  keys.section("platform.defaults", "Properties for what lacks them in the platform file: said here, never silent.");
  const auto properties = map_of(text_value(), "property");
  keys.add_if_stated("platform.defaults.hosts", properties, platform.defaults.hosts, when_absent("none"),
                     "Properties of hosts that do not state them.");
  keys.add_if_stated("platform.defaults.hosts_by_model", map_of(properties, "model"), platform.defaults.hosts_by_model,
                     when_absent("none"), "The same for hosts of one hardware model; goes before the others.");
  keys.add_if_stated("platform.defaults.hosts_by_pstates", map_of(properties, "number of pstates"),
                     platform.defaults.hosts_by_pstates, when_absent("none"),
                     "The same for hosts with so many speeds, whose powers must be as many.");
  keys.add_if_stated("platform.defaults.links", properties, platform.defaults.links, when_absent("none"),
                     "Properties of links that do not state them.");
  keys.add_if_stated("platform.defaults.zones", properties, platform.defaults.zones, when_absent("none"),
                     "Properties of zones that neither they nor a zone around them state.");
  keys.section("platform.network", "How SimGrid computes the time of a transfer.");
  keys.add("platform.network.model", choice<NetworkModel>({{"LV08", NetworkModel::lv08}, {"textbook", NetworkModel::textbook}}),
           platform.network_model, optional_key(),
           "LV08: SimGrid's model of TCP; textbook: size / bandwidth + latency, no cross-traffic, no window bound.");
  declare_background(keys, platform.background);
}

void declare_workload(KeyList& keys, Scenario& scenario) {
  Workload& workload = scenario.workload;
  const auto trained = [&scenario] { return scenario.learning.kind == LearningKind::real; };
  const auto assumed = [trained] { return !trained(); };
  const auto evaluates = [&scenario, trained] { return scenario.learning.evaluation_samples > 0 && !trained(); };
  const auto aggregates = [&scenario, trained] { return scenario.federation.mode != Mode::centralized && !trained(); };
  const auto sends_samples = [&scenario] { return scenario.federation.upload_raw_data; };
  keys.section("workload", "What one sample costs and how big the model is.");
  keys.section("workload.model", "The model that is trained.");
  keys.add_if_stated("workload.model.name", text_value(), workload.model.name, when_absent("not stated"),
                     "Name of the model, for reports.");
  keys.add_if_stated("workload.model.parameters", number(above(0)), workload.model.parameters, when_absent("not stated"),
                     "Number of its parameters, for reports.");
  keys.add_if_stated("workload.model.size", quantity<Bytes>(above(0)), workload.model.size,
                     required_if("unless learning.kind is real", assumed),
                     "Size of the model and of an update, as they are sent; of a trained model 4 bytes a parameter.");
  keys.section("workload.compute", "The cost of training: give either key, or both.");
  keys.add_if_stated("workload.compute.flops_per_sample", quantity<Flops>(above(0)), workload.flops_per_sample,
                     when_absent("not stated"), "Training on one sample, forward and backward: six FLOPs a MAC.");
  keys.add_if_stated("workload.compute.samples_per_second", map_of(number(above(0)), "hardware model"),
                     workload.samples_per_second, when_absent("not stated"),
                     "Measured speed of training by hardware model; beats flops_per_sample on the hosts of that model.");
  const auto computed = [&workload, trained] {
    return trained() && workload.samples_per_second.empty() && workload.overhead_by_model.empty();
  };
  keys.add("workload.compute.overhead_per_batch", quantity<Seconds>(at_least(0)), workload.overhead_per_batch,
           required_if("with learning.kind real, unless samples_per_second or overhead_per_batch_by_model says it; else 0",
                       computed),
           "Time that each batch adds, on every host: loading it, starting its kernels. 0 must be said.");
  keys.add_if_stated("workload.compute.overhead_per_batch_by_model", map_of(quantity<Seconds>(at_least(0)), "hardware model"),
                     workload.overhead_by_model, when_absent("overhead_per_batch"),
                     "The same on the hosts of one hardware model.");
  keys.section("workload.sample", "One sample of the data.");
  keys.add_if_stated("workload.sample.size", quantity<Bytes>(above(0)), workload.sample_size,
                     required_if("with federation.upload_raw_data", sends_samples), "Raw size, as it is uploaded.");
  keys.section("workload.aggregation", "What the server does with an update.");
  keys.add_if_stated("workload.aggregation.flops_per_update", quantity<Flops>(at_least(0)),
                     workload.aggregation_flops_per_update,
                     required_if("unless federation.mode is centralized or learning.kind is real", aggregates),
                     "Work for one update; of a trained model 2 FLOPs a parameter.");
  keys.section("workload.evaluation", "What the server does to test the model.");
  keys.add_if_stated("workload.evaluation.flops_per_sample", quantity<Flops>(at_least(0)), workload.evaluation_flops_per_sample,
                     required_if("when learning.evaluate.samples > 0, unless learning.kind is real", evaluates),
                     "Work for one test sample: forward only, two FLOPs a MAC; a trained model knows it.");
}

void declare_federation(KeyList& keys, Federation& federation) {
  const auto in_rounds = [&federation] { return has_cohorts(federation.mode); };
  keys.section("federation", "Who trains with whom.");
  keys.add("federation.mode",
           choice<Mode>({{"synchronous", Mode::synchronous},
                         {"asynchronous", Mode::asynchronous},
                         {"hierarchical", Mode::hierarchical},
                         {"centralized", Mode::centralized},
                         {"gossip", Mode::gossip}}),
           federation.mode, optional_key(),
           "synchronous: rounds of clients and a server; asynchronous: the server merges updates as they come; hierarchical: "
           "rounds with edge aggregators between; centralized: the server trains alone; gossip: peers without a server.");
  keys.add_if_stated("federation.server", text_value(), federation.server, when_absent("the only server of the platform"),
                     "Host that aggregates, or trains in mode centralized.");
  keys.add_if_stated("federation.clients_per_round", whole_number(1), federation.clients_per_round,
                     required_if("in modes synchronous and hierarchical", in_rounds),
                     "Updates that the server waits for in a round; in mode hierarchical each aggregator in an edge round.");
  keys.add("federation.upload_raw_data", truth_value(), federation.upload_raw_data, optional_key(),
           "In mode centralized: clients first send their samples to the server.");
  keys.section("federation.devices", "The devices that clients are bound to.");
  keys.add_if_stated("federation.devices.sites", list_of(text_value()), federation.devices.sites, when_absent("all"),
                     "Sites whose devices take part.");
  keys.add_if_stated("federation.devices.models", list_of(text_value()), federation.devices.models, when_absent("all"),
                     "Hardware models that take part.");
  keys.add(
      "federation.devices.binding",
      choice<Binding>({{"order", Binding::in_order},
                       {"random", Binding::random},
                       {"site", Binding::by_site},
                       {"file", Binding::from_file}}),
      federation.devices.binding, optional_key(),
      "order: as the platform lists them; random: shuffled by the seed; site: in turn from each site; file: as binding_file "
      "says.");
  keys.add_if_stated(
      "federation.devices.binding_file", file_value(), federation.devices.binding_file,
      required_if("with federation.devices.binding file",
                  [&federation] { return federation.devices.binding == Binding::from_file; }),
      "CSV with the columns client, a number from 0, and device, a name in the platform: a row for each client.");
  const auto with_clients = [&federation] { return federation.mode != Mode::centralized; };
  declare_device_speeds(keys, federation.devices,
                        {"federation.mode is centralized or gossip", [&federation] { return asks_clients(federation.mode); }});
  declare_selection(keys, federation.selection);
  declare_stragglers(keys, federation.stragglers, {"federation.mode is neither synchronous nor hierarchical", in_rounds});
  declare_compression(keys, federation.compression, {"federation.mode is centralized", with_clients});
  declare_secure_aggregation(keys, federation.secure_aggregation);
  declare_availability(keys, federation);
  declare_waiting(keys, federation.wait,
                  {"federation.mode is not synchronous", [&federation] { return federation.mode == Mode::synchronous; }});
  declare_battery(keys, federation);
}

void declare_carbon(KeyList& keys, CarbonChoice& carbon) {
  keys.section("carbon", "For stops and controllers inside the run only: reports choose their own grid and boundary.");
  keys.add_if_stated("carbon.grid", file_value(), carbon.grid, when_absent("the yearly averages that ship with the program"),
                     "CSV with carbon intensities by grid zone.");
  keys.add(
      "carbon.boundary",
      choice<Boundary>(
          {{"participation", Boundary::participation}, {"incremental", Boundary::incremental}, {"fleet", Boundary::fleet}}),
      carbon.boundary, optional_key(), "Which joules stop.energy and stop.carbon count: docs/methods/carbon.md.");
  declare_forecast(keys, carbon.forecast);
}

void declare_stop(KeyList& keys, Stop& stop) {
  keys.section("stop", "The first that holds ends the run at that instant; at least one must be given.");
  keys.add("stop.rounds", whole_number(1), stop.rounds, when_absent("none"), "Rounds done.");
  keys.add("stop.time", quantity<Seconds>(at_least(1e-6)), stop.time, when_absent("none"), "Simulated time since the start.");
  keys.add("stop.energy", quantity<Joules>(above(0)), stop.energy, when_absent("none"),
           "Energy spent at the meter (PUE included), within carbon.boundary.");
  keys.section(
      "stop.target_accuracy",
      "Accuracy reached on learning.evaluate.set, with learning.kind replay or real: docs/methods/learning.md, targets.");
  keys.add_part("stop.target_accuracy.value", number(above_up_to(0, 1)), stop.target_accuracy, &TargetAccuracy::value,
                required_if("with stop.target_accuracy", [&stop] { return stop.target_accuracy.has_value(); }),
                "Share of test samples that are classified rightly.");
  keys.add_part("stop.target_accuracy.sustained", whole_number(1), stop.target_accuracy, &TargetAccuracy::sustained,
                when_absent("1"), "Consecutive tests that must reach it.");
  keys.section("stop.carbon", "Emissions.");
  keys.add("stop.carbon.grams", quantity<GramsCo2e>(above(0)), stop.carbon, when_absent("none"),
           "CO2e emitted, within carbon.boundary on carbon.grid.");
}

void declare_trace(KeyList& keys, TraceChoice& trace) {
  keys.section("trace", "How much detail the trace file keeps; every joule is in it either way.");
  keys.add("trace.participations", truth_value(), trace.participations, optional_key(), "A row for each client in each round.");
  keys.add("trace.transfers", truth_value(), trace.transfers, optional_key(),
           "A row for each transfer outside participations.");
  keys.add("trace.host_energy",
           choice<HostEnergyDetail>({{"intervals", HostEnergyDetail::intervals}, {"totals", HostEnergyDetail::totals}}),
           trace.host_energy, optional_key(), "intervals: of constant power; totals: by host, activity and bucket.");
  keys.add("trace.link_energy",
           choice<LinkEnergyDetail>({{"buckets", LinkEnergyDetail::buckets}, {"totals", LinkEnergyDetail::totals}}),
           trace.link_energy, optional_key(), "buckets: by link, round and bucket; totals: by link and bucket.");
  keys.add("trace.bucket", quantity<Seconds>(above(0)), trace.bucket, optional_key(),
           "Length of the UTC intervals at which sums are cut, so that hourly grids integrate exactly.");
  keys.add("trace.plugin_check", truth_value(), trace.plugin_check, optional_key(),
           "Also record what SimGrid's host_energy plugin finds.");
}

}  // namespace

ValueFormat<std::vector<std::string>> include_value() { return list_of(text_value()); }

KeyList scenario_keys(Scenario& scenario) {
  KeyList keys;
  declare_run(keys, scenario);
  declare_platform(keys, scenario.platform);
  declare_workload(keys, scenario);
  declare_data(keys, scenario);
  declare_learning(keys, scenario.learning, scenario.federation);
  declare_federation(keys, scenario.federation);
  declare_asynchronous(keys, scenario);
  declare_hierarchical(keys, scenario.federation);
  declare_gossip(keys, scenario.federation);
  declare_carbon(keys, scenario.carbon);
  declare_stop(keys, scenario.stop);
  declare_trace(keys, scenario.trace);
  return keys;
}

}  // namespace roundwatt
