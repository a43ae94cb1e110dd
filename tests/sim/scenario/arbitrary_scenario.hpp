#pragma once

#include <rapidcheck.h>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// Any text of one line: what YAML gives a meaning to, other scripts and quotes included.
inline std::string arbitrary_text() {
  const std::vector<std::string> pieces{"a", "Z",  "0", "9", ".", "_", "-", " ", ":", "#", ",", "[", "]", "{", "}",  "\"",
                                        "'", "\\", "&", "*", "!", "|", ">", "%", "@", "`", "~", "=", "/", "é", "漢", "🙂"};
  const std::vector<std::string> words{"NO",  "yes",        "true", "null", "~",  "0x1F",
                                       "1e3", "2021-02-16", "- a",  "a: b", "<<", "../p.xml"};
  if (*rc::gen::arbitrary<bool>()) return *rc::gen::elementOf(words);
  std::string text;
  for (int i = *rc::gen::inRange(1, 12); i > 0; --i) text += *rc::gen::elementOf(pieces);
  return text;
}

/// A finite number > 0 of any size.
inline double arbitrary_positive() {
  const double mantissa = 1 + static_cast<double>(*rc::gen::inRange<std::int64_t>(0, std::int64_t{1} << 52)) * 0x1p-52;
  return std::ldexp(mantissa, *rc::gen::inRange(-300, 300));
}

inline std::int64_t arbitrary_count() { return *rc::gen::inRange<std::int64_t>(1, 1000000); }

template <class E>
E arbitrary_of(const std::vector<E>& values) {
  return *rc::gen::elementOf(values);
}

inline bool arbitrary_truth() { return *rc::gen::arbitrary<bool>(); }

/// A file as read from a text whose relative paths start at the working directory.
inline FileReference arbitrary_file() {
  const std::string written = arbitrary_text();
  return {written, std::filesystem::path{written}.lexically_normal()};
}

inline std::map<std::string, std::string> arbitrary_properties() {
  std::map<std::string, std::string> properties;
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) properties[arbitrary_text()] = arbitrary_text();
  return properties;
}

inline void fill_workload(Scenario& scenario) {
  Workload& workload = scenario.workload;
  if (arbitrary_truth()) workload.model.name = arbitrary_text();
  if (arbitrary_truth()) workload.model.parameters = arbitrary_positive();
  workload.model.size = Bytes{arbitrary_positive()};
  workload.flops_per_sample = Flops{arbitrary_positive()};
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) workload.samples_per_second[arbitrary_text()] = arbitrary_positive();
  if (arbitrary_truth()) workload.overhead_per_batch = Seconds{arbitrary_positive()};
  if (arbitrary_truth() || scenario.federation.upload_raw_data) workload.sample_size = Bytes{arbitrary_positive()};
  if (arbitrary_truth()) workload.aggregation_flops_per_update = Flops{arbitrary_positive()};
  if (arbitrary_truth()) workload.evaluation_flops_per_sample = Flops{arbitrary_positive()};
}

inline void fill_data(Scenario& scenario) {
  if (arbitrary_truth()) scenario.data.dataset = arbitrary_text();
  if (arbitrary_truth()) scenario.data.clients = 3000000 + arbitrary_count();
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      scenario.data.samples_per_client = arbitrary_count();
      break;
    case 1:
      scenario.data.samples_quantiles = {1, 1 + arbitrary_positive() * 0x1p-320, 0x1p300};
      break;
    default:
      scenario.data.samples_file = arbitrary_file();
  }
}

inline void fill_learning(LearningChoice& learning) {
  learning.kind = arbitrary_of<LearningKind>({LearningKind::rounds, LearningKind::replay});
  if (learning.kind == LearningKind::replay) learning.replay_file = arbitrary_file();
  if (arbitrary_truth()) {
    learning.local_steps = arbitrary_count();
  } else {
    learning.local_epochs = arbitrary_count();
  }
  learning.batch_size = arbitrary_count();
  learning.evaluate_every = arbitrary_count();
  learning.evaluation_samples = arbitrary_count() - 1;
}

inline void fill_asynchronous(AsynchronousChoice& choice) {
  choice.algorithm = arbitrary_of<AsynchronousAlgorithm>({AsynchronousAlgorithm::fedasync, AsynchronousAlgorithm::fedbuff});
  choice.max_concurrency = arbitrary_count();
  if (arbitrary_truth()) choice.max_staleness = arbitrary_count() - 1;
  if (choice.algorithm == AsynchronousAlgorithm::fedbuff) choice.buffer_size = arbitrary_count();
}

inline void fill_availability(AvailabilityChoice& availability) {
  availability.kind = arbitrary_of<AvailabilityKind>(
      {AvailabilityKind::always, AvailabilityKind::intervals, AvailabilityKind::renewal, AvailabilityKind::diurnal});
  if (availability.kind == AvailabilityKind::intervals) {
    availability.file = arbitrary_file();
    if (arbitrary_truth()) availability.length = Seconds{arbitrary_positive()};
    availability.afterwards = arbitrary_of<AfterRecord>({AfterRecord::wrap, AfterRecord::hold, AfterRecord::off});
  }
  if (availability.kind == AvailabilityKind::renewal) {
    availability.mean_on = Seconds{1 + arbitrary_positive()};
    availability.mean_off = Seconds{1 + arbitrary_positive()};
    availability.shape_on = *rc::gen::inRange(1, 1000) / 10.0;
    availability.shape_off = *rc::gen::inRange(1, 1000) / 10.0;
  }
  if (availability.kind == AvailabilityKind::diurnal) {
    const int from = *rc::gen::inRange(0, 1440);
    availability.from = TimeOfDay{from * 60.0};
    availability.to = TimeOfDay{(from + *rc::gen::inRange(1, 1440)) % 1440 * 60.0};
    availability.share = *rc::gen::inRange(10, 1000) / 1000.0;
    availability.jitter = Seconds{*rc::gen::inRange(0, 43200) / 1.0};
  }
}

inline void fill_federation(Federation& federation) {
  federation.mode = arbitrary_of<Mode>({Mode::synchronous, Mode::asynchronous, Mode::centralized});
  if (arbitrary_truth()) federation.server = arbitrary_text();
  if (arbitrary_truth()) federation.devices.sites = {arbitrary_text(), arbitrary_text()};
  if (arbitrary_truth()) federation.devices.models = {arbitrary_text()};
  federation.devices.binding = arbitrary_of<Binding>({Binding::in_order, Binding::random, Binding::by_site});
  if (federation.mode == Mode::asynchronous) return fill_asynchronous(federation.asynchronous);
  federation.clients_per_round = arbitrary_count();
  if (federation.mode == Mode::centralized) {
    federation.upload_raw_data = arbitrary_truth();
    return;
  }
  fill_availability(federation.availability);
  if (arbitrary_truth()) federation.failure_timeout = Seconds{arbitrary_positive()};
  if (arbitrary_truth()) {
    federation.stragglers.deadline = Seconds{arbitrary_positive()};
    federation.stragglers.late = Late::drop;
  }
  federation.stragglers.over_selection = 1 + *rc::gen::inRange(0, 1000) / 999.0;
  federation.stragglers.after_deadline = arbitrary_of<AfterDeadline>({AfterDeadline::cancel, AfterDeadline::finish});
}

inline void fill_stop(Scenario& scenario) {
  Stop& stop = scenario.stop;
  stop.rounds = arbitrary_count();
  if (arbitrary_truth()) stop.time = Seconds{1e-6 + arbitrary_positive()};
  if (arbitrary_truth()) stop.energy = Joules{arbitrary_positive()};
  if (arbitrary_truth()) stop.carbon = GramsCo2e{arbitrary_positive()};
  if (scenario.learning.kind == LearningKind::replay && arbitrary_truth()) {
    stop.target_accuracy = TargetAccuracy{*rc::gen::inRange(1, 1000) / 999.0, arbitrary_count()};
  }
}

inline void fill_trace(TraceChoice& trace) {
  trace.participations = arbitrary_truth();
  trace.transfers = arbitrary_truth();
  trace.host_energy = arbitrary_of<HostEnergyDetail>({HostEnergyDetail::intervals, HostEnergyDetail::totals});
  trace.link_energy = arbitrary_of<LinkEnergyDetail>({LinkEnergyDetail::buckets, LinkEnergyDetail::totals});
  trace.bucket = Seconds{arbitrary_positive()};
  trace.plugin_check = arbitrary_truth();
}

inline void fill_waiting(Scenario& scenario) {
  WaitingChoice& wait = scenario.federation.wait;
  if (scenario.federation.mode != Mode::synchronous || !scenario.carbon.grid.given()) return;
  if (arbitrary_truth()) return;
  wait.slack = Seconds{arbitrary_positive()};
  wait.saving = *rc::gen::inRange(0, 1000) / 999.0;
  if (arbitrary_truth()) wait.total = Seconds{arbitrary_positive()};
  ForecastChoice& forecast = scenario.carbon.forecast;
  forecast.error.kind = arbitrary_of<ForecastErrorKind>(
      {ForecastErrorKind::none, ForecastErrorKind::independent, ForecastErrorKind::random_walk});
  if (forecast.error.kind != ForecastErrorKind::none) {
    forecast.error.deviation = *rc::gen::inRange(1, 1000) / 100.0;
  } else if (arbitrary_truth()) {
    forecast.file = arbitrary_file();
  }
}

/// Any scenario that breaks no rule.
inline Scenario arbitrary_scenario() {
  Scenario scenario;
  scenario.name = "any." + std::to_string(arbitrary_count());
  scenario.seed = *rc::gen::arbitrary<std::uint64_t>();
  scenario.start =
      UtcTime{static_cast<double>(*rc::gen::inRange<std::int64_t>(-2000000000, 4000000000)) + *rc::gen::inRange(0, 4) * 0.25};
  scenario.platform.file = arbitrary_file();
  scenario.platform.defaults = {arbitrary_properties(),
                                arbitrary_properties(),
                                arbitrary_properties(),
                                {{"nano", arbitrary_properties()}},
                                {{"3", arbitrary_properties()}}};
  scenario.platform.network_model = arbitrary_of<NetworkModel>({NetworkModel::lv08, NetworkModel::textbook});
  fill_federation(scenario.federation);
  fill_learning(scenario.learning);
  fill_workload(scenario);
  fill_data(scenario);
  if (arbitrary_truth()) scenario.carbon.grid = arbitrary_file();
  fill_waiting(scenario);
  scenario.carbon.boundary = arbitrary_of<Boundary>({Boundary::participation, Boundary::incremental, Boundary::fleet});
  fill_stop(scenario);
  fill_trace(scenario.trace);
  return scenario;
}

}  // namespace roundwatt
