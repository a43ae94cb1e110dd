#include "sim/simulation/selection_setup.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"
#include "sim/federation/oort_selector.hpp"
#include "sim/federation/ranking_selectors.hpp"
#include "sim/federation/simple_selectors.hpp"
#include "sim/simulation/expected_part.hpp"

namespace roundwatt {

namespace {

std::vector<ExpectedPart> expected_parts(PreparedRun& run, const LocalTraining& training) {
  std::vector<ExpectedPart> parts;
  for (const BoundClient& client : run.clients()) parts.push_back(expected_part(run, client, run.server(), training));
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

/// The joules of each client's part, spread evenly over its expected duration, at what is foreseen of its zone.
class ExpectedGrams {
 public:
  ExpectedGrams(PreparedRun& run, const LocalTraining& training)
      : advice_{*run.grid_advice()}, parts_{expected_parts(run, training)} {
    for (const BoundClient& client : run.clients()) {
      site_.push_back(run.fleet().host(client.device).row.site);
      double& longest = longest_[site_.back()];
      longest = std::max(longest, parts_[client.id.index()].seconds());
    }
  }

  double of(ClientId client, double now) {
    if (now != asked_s_) look_ahead(now);
    const ExpectedPart& part = parts_[client.index()];
    const double intensity = known_.at(site_[client.index()]).mean(now, now + part.seconds());
    return part.joules * (intensity / joules_per_kwh);
  }

 private:
  /// Once for all clients of an instant, as far ahead as the slowest of a site.
  void look_ahead(double now) {
    known_.clear();
    for (const auto& [site, longest] : longest_) known_.emplace(site, advice_.tell(site, now, now + longest));
    asked_s_ = now;
  }

  GridAdvice& advice_;
  std::vector<ExpectedPart> parts_;             ///< by client
  std::vector<std::int32_t> site_;              ///< by client
  std::map<std::int32_t, double> longest_;      ///< seconds of a part, by site
  std::map<std::int32_t, StepFunction> known_;  ///< at asked_s_, g/kWh by site
  double asked_s_ = -1;
};

ExpectedCost expected_grams(PreparedRun& run, const LocalTraining& training) {
  const auto grams = std::make_shared<ExpectedGrams>(run, training);
  return [grams](ClientId client, double now) { return grams->of(client, now); };
}

OortOptions oort_options(const OortChoice& choice) {
  return {choice.exploration, choice.exploration_decay, choice.exploration_min, choice.round_threshold, choice.round_penalty,
          choice.clip,        choice.cut_off,           choice.pacer_step,      choice.pacer_delta};
}

}  // namespace

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

}  // namespace roundwatt
