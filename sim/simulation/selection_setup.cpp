#include "sim/simulation/selection_setup.hpp"

#include <cstddef>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/energy/host_row_power.hpp"
#include "sim/federation/oort_selector.hpp"
#include "sim/federation/ranking_selectors.hpp"
#include "sim/federation/simple_selectors.hpp"
#include "sim/simulation/budget.hpp"

namespace fedjoule {

namespace {

double expected_training(const BoundClient& client, const LocalTraining& training, FlopsPerSecond speed) {
  const Flops epoch = training_work(client.cost, client.samples, training.batch_size, speed);
  const Flops work = work_for(all_work(training), client, training, speed) + training.extra_epochs * epoch + training.encoding;
  return work.value() / (client.speed * speed.value());
}

std::vector<ExpectedPart> expected_parts(PreparedRun& run, const LocalTraining& training) {
  std::vector<ExpectedPart> parts;
  for (const BoundClient& client : run.clients()) parts.push_back(expected_part(run, client, training));
  return parts;
}

std::vector<std::int64_t> samples_of(const PreparedRun& run) {
  std::vector<std::int64_t> samples;
  for (const BoundClient& client : run.clients()) samples.push_back(client.samples);
  return samples;
}

ExpectedCost expected_seconds(PreparedRun& run, const LocalTraining& training) {
  return [parts = expected_parts(run, training)](ClientId client, double) { return parts[client.index()].seconds(); };
}

ExpectedCost expected_joules(PreparedRun& run, const LocalTraining& training) {
  return [parts = expected_parts(run, training)](ClientId client, double) { return parts[client.index()].joules; };
}

/// The joules, spread evenly over the expected duration, at the forecast intensity of the client's zone.
ExpectedCost expected_grams(PreparedRun& run, const LocalTraining& training) {
  std::vector<std::int32_t> site;
  for (const BoundClient& client : run.clients()) site.push_back(run.fleet().host(client.device).row.site);
  return [parts = expected_parts(run, training), site = std::move(site),
          price = site_prices(run.scenario(), run.fleet(), *run.carbon_grid())](ClientId client, double time_s) {
    const ExpectedPart& part = parts[client.index()];
    const StepFunction& grams_per_joule = price[static_cast<std::size_t>(site[client.index()])];
    return part.joules * grams_per_joule.mean(time_s, time_s + part.seconds());
  };
}

OortOptions oort_options(const OortChoice& choice) {
  return {choice.exploration, choice.exploration_decay, choice.exploration_min, choice.round_threshold, choice.round_penalty,
          choice.clip,        choice.cut_off,           choice.pacer_step,      choice.pacer_delta};
}

}  // namespace

ExpectedPart expected_part(PreparedRun& run, const BoundClient& client, const LocalTraining& training) {
  Fleet& fleet = run.fleet();
  const HostRow& device = fleet.host(client.device).row;
  ExpectedPart part;
  part.download_s = fleet.lone_time(run.server(), client.device, training.download_size).value();
  part.train_s = expected_training(client, training, FlopsPerSecond{device.speed_flop_s});
  part.upload_s = fleet.lone_time(client.device, run.server(), training.upload_size).value();
  const HostPower power = power_of(device);
  const HostState training_state{true, 1.0 / device.cores, false, false};
  const double joules = power.at({true, 0, true, false}).total().value() * part.download_s +
                        power.at(training_state).total().value() * part.train_s +
                        power.at({true, 0, false, true}).total().value() * part.upload_s;
  const double pue = device.site < 0 ? 1 : fleet.sites()[static_cast<std::size_t>(device.site)].pue;
  part.joules = pue * joules;
  return part;
}

std::unique_ptr<Selector> make_selector(PreparedRun& run, const LocalTraining& training) {
  const SelectionChoice& choice = run.scenario().federation.selection;
  const std::size_t clients = run.clients().size();
  switch (choice.kind) {
    case SelectionKind::uniform:
      return nullptr;
    case SelectionKind::round_robin:
      return std::make_unique<RoundRobinSelector>();
    case SelectionKind::weighted:
      return std::make_unique<WeightedSelector>(samples_of(run));
    case SelectionKind::fastest:
      return std::make_unique<LeastCostSelector>(expected_seconds(run, training), clients, choice.fairness);
    case SelectionKind::energy_aware:
      return std::make_unique<LeastCostSelector>(expected_joules(run, training), clients, choice.fairness);
    case SelectionKind::carbon_aware:
      return std::make_unique<LeastCostSelector>(expected_grams(run, training), clients, choice.fairness);
    case SelectionKind::power_of_choice:
      return std::make_unique<PowerOfChoiceSelector>(samples_of(run), static_cast<std::size_t>(choice.candidates));
    case SelectionKind::oort:
      return std::make_unique<OortSelector>(oort_options(choice.oort), samples_of(run), expected_seconds(run, training));
  }
  throw RunError{"a selection has no kind"};
}

}  // namespace fedjoule
