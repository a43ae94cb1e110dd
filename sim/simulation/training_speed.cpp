#include "sim/simulation/training_speed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "sim/simulation/known_hardware.hpp"
#include "sim/simulation/protocol_setup.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t most_parts = 1000;

/// Seconds of training on all samples of \p client once.
double epoch_s(const PreparedRun& run, const BoundClient& client) {
  const FlopsPerSecond speed{run.fleet().host(client.device).row.speed_flop_s};
  return training_work(client.cost, client.samples, run.scenario().learning.batch_size, speed).value() /
         (client.speed * speed.value());
}

/// The server of mode centralized as a client that has all samples.
std::vector<BoundClient> trainers(const PreparedRun& run) {
  if (run.scenario().federation.mode != Mode::centralized) return run.clients();
  BoundClient server{ClientId{0}, run.server(), 0, run.server_cost(), 1};
  for (const BoundClient& client : run.clients()) server.samples += client.samples;
  return {server};
}

void add(ExpectedPart& sum, const ExpectedPart& part, double weight) {
  for (double ExpectedPart::*member :
       {&ExpectedPart::download_s, &ExpectedPart::train_s, &ExpectedPart::upload_s, &ExpectedPart::download_j,
        &ExpectedPart::train_j, &ExpectedPart::upload_j, &ExpectedPart::joules}) {
    sum.*member += weight * part.*member;
  }
}

/// The fastest of the clients of one model.
struct Fastest {
  double samples_per_second = 0;
  double batch_s = 0;
  bool measured = false;
};

std::map<std::string, Fastest> fastest_by_model(const PreparedRun& run) {
  std::map<std::string, Fastest> fastest;
  for (const BoundClient& client : trainers(run)) {
    if (client.samples == 0) continue;
    Fastest& known = fastest[run.fleet().host(client.device).row.model];
    const double rate = static_cast<double>(client.samples) / epoch_s(run, client);
    if (rate <= known.samples_per_second) continue;
    const std::int64_t batch = std::min(run.scenario().learning.batch_size, client.samples);
    known = {rate, static_cast<double>(batch) / rate, client.cost.samples_per_second.has_value()};
  }
  return fastest;
}

std::string subject(const std::string& model) { return model.empty() ? "hosts without a model" : model; }

}  // namespace

std::vector<TrainingSpeed> training_speeds(PreparedRun& run) {
  struct Sums {
    std::size_t place, parts = 0;
    double samples = 0, seconds = 0;
  };
  const bool alone = run.scenario().federation.mode == Mode::centralized;
  LocalTraining training = local_training(run);
  if (alone) {
    training.epochs = 1;
    training.steps.reset();
  }
  const std::vector<ClientWay> ways = run.client_ways();
  std::vector<TrainingSpeed> speeds;
  std::map<std::string, Sums> by_model;
  for (const BoundClient& client : trainers(run)) {
    if (client.samples == 0) continue;
    const std::string& model = run.fleet().host(client.device).row.model;
    const auto [known, is_new] = by_model.try_emplace(model, Sums{speeds.size()});
    if (is_new) speeds.push_back({model, 0, 0, {}});
    Sums& sums = known->second;
    TrainingSpeed& speed = speeds[sums.place];
    ++speed.hosts;
    sums.samples += static_cast<double>(client.samples);
    sums.seconds += epoch_s(run, client);
    if (sums.parts == most_parts) continue;
    ++sums.parts;
    const bool is_asked = !alone && run.scenario().federation.mode != Mode::gossip;
    add(speed.part, expected_part(run, client, is_asked ? ways[client.id.index()].asked_by : HostId{}, training), 1);
  }
  for (const auto& [model, sums] : by_model) {
    TrainingSpeed& speed = speeds[sums.place];
    speed.samples_per_second = sums.samples / sums.seconds;
    ExpectedPart mean;
    add(mean, speed.part, 1 / static_cast<double>(sums.parts));
    speed.part = mean;
  }
  return speeds;
}

std::vector<std::string> doubtful_speeds(const PreparedRun& run) {
  const Workload& workload = run.scenario().workload;
  std::vector<std::string> warnings;
  bool is_computed = false;
  for (const auto& [model, fastest] : fastest_by_model(run)) {
    is_computed = is_computed || !fastest.measured;
    const double flop_s = fastest.samples_per_second * workload.flops_per_sample.value();
    const KnownHardware* hardware = known_hardware(model);
    if (hardware != nullptr && flop_s > hardware->most_flop_s * (1 + 1e-9)) {
      warnings.push_back(
          fmt::format("workload.compute: {} trains {:.4g} samples/s, {:.3g} flop/s. A {} does {:.3g} flop/s at most ({}; "
                      "docs/assumptions.md). Give samples_per_second as measured, or a larger overhead_per_batch.",
                      model, fastest.samples_per_second, flop_s, hardware->name, hardware->most_flop_s, hardware->basis));
    } else if (!fastest.measured && fastest.batch_s < shortest_step_s) {
      warnings.push_back(fmt::format(
          "workload.compute: a batch takes {} {:.3g} ms. Frameworks take {:g} ms or more to start one (a judgement; "
          "docs/assumptions.md). Give samples_per_second as measured, or a larger overhead_per_batch.",
          subject(model), 1000 * fastest.batch_s, 1000 * shortest_step_s));
    }
  }
  const bool silent = !workload.overhead_per_batch && workload.overhead_by_model.empty();
  if (silent && is_computed) {
    warnings.emplace_back(
        "workload.compute.overhead_per_batch is not said, and 0 is taken: batches that load and start in no time. Say it, be "
        "it 0.");
  }
  return warnings;
}

}  // namespace roundwatt
