#include "sim/scenario/scenario_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/asynchronous_rules.hpp"
#include "sim/scenario/availability_rules.hpp"
#include "sim/scenario/background_keys.hpp"
#include "sim/scenario/battery_keys.hpp"
#include "sim/scenario/compression_keys.hpp"
#include "sim/scenario/device_keys.hpp"
#include "sim/scenario/gossip_rules.hpp"
#include "sim/scenario/hierarchical_keys.hpp"
#include "sim/scenario/learning_rules.hpp"
#include "sim/scenario/rule_book.hpp"
#include "sim/scenario/secure_aggregation_rules.hpp"
#include "sim/scenario/selection_keys.hpp"
#include "sim/scenario/straggler_rules.hpp"
#include "sim/scenario/waiting_keys.hpp"

namespace roundwatt {

namespace {

/// Checks one rule after another; keys are named by the fields that they fill.
class RuleCheck {
 public:
  RuleCheck(const Scenario& scenario, const std::vector<KeyUse>& uses) : scenario_{scenario}, rules_{uses} {}

  std::vector<Problem> run() {
    check_clients();
    check_samples();
    check_compute();
    check_local_work();
    check_raw_data();
    check_target();
    check_stops();
    return rules_.take();
  }

 private:
  void check_clients();
  void check_samples();
  void check_compute();
  void check_local_work();
  void check_raw_data();
  void check_target();
  void check_stops();

  template <class T>
  const KeyUse& of(const T& field) const {
    return rules_.use_of(&field);
  }
  static bool all_good(const std::vector<KeyUse>& uses) {
    return std::all_of(uses.begin(), uses.end(), [](const KeyUse& use) { return use.good; });
  }
  static bool none_given(const std::vector<KeyUse>& uses) {
    return std::none_of(uses.begin(), uses.end(), [](const KeyUse& use) { return use.given || !use.good; });
  }
  static std::string paths(const std::vector<KeyUse>& uses) {
    std::string text;
    for (std::size_t i = 0; i < uses.size(); ++i) {
      if (i > 0) text += i + 1 == uses.size() ? " or " : ", ";
      text += uses[i].key->path;
    }
    return text;
  }
  static std::string says(const KeyUse& use) { return RuleBook::says(use); }
  static std::string says_elsewhere(const KeyUse& use, const KeyUse& here) { return RuleBook::says_elsewhere(use, here); }
  void break_at(const KeyUse& use, const std::string& message) { rules_.break_at(use, message); }

  const Scenario& scenario_;
  RuleBook rules_;
};

void RuleCheck::check_clients() {
  const KeyUse& chosen = of(scenario_.federation.clients_per_round);
  const KeyUse& clients = of(scenario_.data.clients);
  const KeyUse& factor = of(scenario_.federation.stragglers.over_selection);
  const bool in_rounds = has_cohorts(scenario_.federation.mode);
  if (!in_rounds || !scenario_.data.clients || !chosen.given || !all_good({chosen, clients, factor})) return;
  const auto wanted = static_cast<double>(scenario_.federation.clients_per_round);
  const auto existing = static_cast<double>(*scenario_.data.clients);
  if (wanted > existing) {
    break_at(chosen,
             fmt::format("{}, but {}. Lower the one or raise the other.", says(chosen), says_elsewhere(clients, chosen)));
    return;
  }
  if (scenario_.federation.mode == Mode::hierarchical) return;  // how many clients an aggregator has the platform says
  const double selected = std::ceil(scenario_.federation.stragglers.over_selection * wanted - 1e-9);
  if (selected > existing) {
    break_at(factor, fmt::format("{} selects {} clients with {}, but {}. Lower the former or raise the latter.", says(factor),
                                 selected, says_elsewhere(chosen, factor), says_elsewhere(clients, factor)));
  }
}

void RuleCheck::check_samples() {
  if (scenario_.learning.kind == LearningKind::real) return;  // the partition says it: learning_rules.hpp
  const std::vector<KeyUse> sizes{of(scenario_.data.samples_per_client), of(scenario_.data.samples_quantiles),
                                  of(scenario_.data.samples_file), of(scenario_.data.label_map_file)};
  if (none_given(sizes)) {
    rules_.break_scenario("nothing says how many samples a client has. Give " + paths(sizes) + ".");
    return;
  }
  const auto is_given = [](const KeyUse& use) { return use.given; };
  const auto first = std::find_if(sizes.begin(), sizes.end(), is_given);
  if (first == sizes.end()) return;  // misspelt, which is reported already
  const auto second = std::find_if(first + 1, sizes.end(), is_given);
  if (second == sizes.end()) return;
  break_at(*second, fmt::format("{}, but {} gives the sizes of clients too. Keep one; null takes back the other.",
                                says(*second), says_elsewhere(*first, *second)));
}

void RuleCheck::check_compute() {
  if (scenario_.learning.kind == LearningKind::real) return;  // a trained model knows its FLOPs
  const std::vector<KeyUse> costs{of(scenario_.workload.samples_per_second), of(scenario_.workload.flops_per_sample)};
  if (!none_given(costs)) return;
  rules_.break_scenario("nothing says what training costs. Give " + paths(costs) + ".");
}

void RuleCheck::check_local_work() {
  const KeyUse& steps = of(scenario_.learning.local_steps);
  const KeyUse& epochs = of(scenario_.learning.local_epochs);
  if (!steps.given || !epochs.given) return;
  break_at(steps, fmt::format("{}, but {}: a client counts the one or the other. Keep one; null takes back the other.",
                              says(steps), says_elsewhere(epochs, steps)));
}

void RuleCheck::check_raw_data() {
  const KeyUse& upload = of(scenario_.federation.upload_raw_data);
  const KeyUse& mode = of(scenario_.federation.mode);
  if (!scenario_.federation.upload_raw_data || scenario_.federation.mode == Mode::centralized) return;
  if (!all_good({upload, mode})) return;
  break_at(upload, fmt::format("{}, but {}: only a server that trains alone needs the samples.", says(upload),
                               says_elsewhere(mode, upload)));
}

void RuleCheck::check_target() {
  const KeyUse& target = of(scenario_.stop.target_accuracy);
  const KeyUse& kind = of(scenario_.learning.kind);
  if (!scenario_.stop.target_accuracy || scenario_.learning.kind != LearningKind::rounds) return;
  if (!target.given || !all_good({target, kind})) return;
  break_at(target, fmt::format("{}, but {} knows no accuracy. Say learning.kind: real or replay, or stop by other means.",
                               says(target), says_elsewhere(kind, target)));
}

void RuleCheck::check_stops() {
  const Stop& stop = scenario_.stop;
  const std::vector<KeyUse> stops{of(stop.rounds), of(stop.time), of(stop.target_accuracy), of(stop.energy), of(stop.carbon)};
  if (none_given(stops)) rules_.break_scenario("nothing ends the run. Give " + paths(stops) + ".");
}

}  // namespace

std::vector<Problem> broken_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  std::vector<Problem> broken = RuleCheck{scenario, uses}.run();
  const auto append = [&](const std::vector<Problem>& more) { broken.insert(broken.end(), more.begin(), more.end()); };
  append(broken_device_rules(scenario, uses));
  append(broken_straggler_rules(scenario, uses));
  append(broken_learning_rules(scenario, uses));
  append(broken_compression_rules(scenario, uses));
  append(broken_secure_aggregation_rules(scenario, uses));
  append(broken_asynchronous_rules(scenario, uses));
  append(broken_hierarchical_rules(scenario, uses));
  append(broken_gossip_rules(scenario, uses));
  append(broken_selection_rules(scenario, uses));
  append(broken_availability_rules(scenario, uses));
  append(broken_waiting_rules(scenario, uses));
  append(broken_battery_rules(scenario, uses));
  append(broken_background_rules(scenario, uses));
  return broken;
}

}  // namespace roundwatt
