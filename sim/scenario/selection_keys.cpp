#include "sim/scenario/selection_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

bool is_by_cost(SelectionKind kind) {
  return kind == SelectionKind::fastest || kind == SelectionKind::energy_aware || kind == SelectionKind::carbon_aware;
}

void declare_oort(KeyList& keys, SelectionChoice& selection) {
  OortChoice& oort = selection.oort;
  keys.section("federation.selection.oort", "Oort's parameters: docs/methods/selection.md.",
               {"federation.selection.kind is not oort", [&selection] { return selection.kind == SelectionKind::oort; }});
  const ValueRange share = between(0, 1);
  keys.add("federation.selection.oort.exploration", number(share), oort.exploration, optional_key(),
           "Share of the first cohort that has never been tried.");
  keys.add("federation.selection.oort.exploration_decay", number(share), oort.exploration_decay, optional_key(),
           "Factor on that share, each round.");
  keys.add("federation.selection.oort.exploration_min", number(share), oort.exploration_min, optional_key(), "Least share.");
  keys.add("federation.selection.oort.round_threshold", number(above_up_to(0, 100)), oort.round_threshold, optional_key(),
           "Percentile of the durations up to which no client is punished; 100: none is.");
  keys.add("federation.selection.oort.round_penalty", number(at_least(0)), oort.round_penalty, optional_key(),
           "Exponent of (preferred / own duration) for slower ones.");
  keys.add("federation.selection.oort.clip", number(share), oort.clip, optional_key(),
           "Quantile of the losses above which they count as that.");
  keys.add("federation.selection.oort.cut_off", number(share), oort.cut_off, optional_key(),
           "Share of the last utility of a cohort from which on clients are drawn.");
  keys.add("federation.selection.oort.pacer_step", whole_number(1), oort.pacer_step, optional_key(),
           "Rounds between looks at the preferred duration.");
  keys.add("federation.selection.oort.pacer_delta", number(between(0, 100)), oort.pacer_delta, optional_key(),
           "Percentiles by which it moves.");
}

}  // namespace

void declare_selection(KeyList& keys, SelectionChoice& selection) {
  keys.section("federation.selection", "Who takes part in a round.");
  keys.add(
      "federation.selection.kind",
      choice<SelectionKind>({{"uniform", SelectionKind::uniform},
                             {"round-robin", SelectionKind::round_robin},
                             {"weighted", SelectionKind::weighted},
                             {"fastest", SelectionKind::fastest},
                             {"energy-aware", SelectionKind::energy_aware},
                             {"carbon-aware", SelectionKind::carbon_aware},
                             {"power-of-choice", SelectionKind::power_of_choice},
                             {"oort", SelectionKind::oort}}),
      selection.kind, optional_key(),
      "uniform: each eligible client is equally likely; weighted: by samples; fastest, energy-aware, carbon-aware: the least "
      "expected seconds, joules, grams; power-of-choice, oort: by loss.");
  keys.add("federation.selection.filters",
           list_of(choice<ClientFilter>({{"charging", ClientFilter::charging}, {"wifi", ClientFilter::wifi}})),
           selection.filters, optional_key(),
           "What must hold of a device for it to be asked, besides being on, available and at battery.min_charge.");
  keys.add("federation.selection.fairness", number(between(0, 1)), selection.fairness, optional_key(),
           "With fastest, energy-aware and carbon-aware: share of each cohort for those who were asked least.");
  keys.add_if_stated(
      "federation.selection.candidates", whole_number(1), selection.candidates,
      required_if("with kind power-of-choice", [&selection] { return selection.kind == SelectionKind::power_of_choice; }),
      "With power-of-choice: clients among whom those with the highest loss are taken.");
  declare_oort(keys, selection);
}

std::vector<Problem> broken_selection_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  const SelectionKind kind = scenario.federation.selection.kind;
  RuleBook rules{uses};
  const KeyUse& said = rules.use("federation.selection.kind");
  if (!said.good) return {};
  const BatteryChoice& battery = scenario.federation.battery;
  const KeyUse& mode = rules.use("federation.mode");
  if (mode.good && !asks_clients(scenario.federation.mode)) {
    rules.refuse("federation.selection.filters", fmt::format("{} asks no clients.", RuleBook::says(mode)));
  } else if (scenario.federation.selection.requires_that(ClientFilter::charging) &&
             (!battery.initial || battery.charging == Charging::never)) {
    const KeyUse& filters = rules.use("federation.selection.filters");
    rules.break_at(filters, fmt::format("{}, but {}. Say federation.battery.charging: daily or always, or leave charging out.",
                                        RuleBook::says(filters),
                                        battery.initial ? "no device is ever plugged in (federation.battery.charging: never)"
                                                        : "no battery is looked at (federation.battery)"));
  }
  if (!is_by_cost(kind)) {
    rules.refuse("federation.selection.fairness", "only the kinds fastest, energy-aware and carbon-aware read it.");
  }
  if (kind != SelectionKind::power_of_choice) {
    rules.refuse("federation.selection.candidates", "only the kind power-of-choice reads it.");
  }
  const bool by_loss = kind == SelectionKind::power_of_choice || kind == SelectionKind::oort;
  if (by_loss && scenario.learning.kind != LearningKind::real && rules.use("learning.kind").good) {
    rules.break_at("federation.selection.kind",
                   fmt::format("federation.selection.kind = {} goes by the losses of clients, but nothing is trained. Say "
                               "learning.kind: real, or another kind.",
                               said.shown));
  }
  if (kind != SelectionKind::uniform && scenario.federation.mode != Mode::synchronous && rules.use("federation.mode").good) {
    rules.break_at("federation.selection.kind",
                   fmt::format("federation.selection.kind = {}, but only rounds of federation.mode synchronous select a "
                               "cohort so. Say uniform.",
                               said.shown));
  }
  return rules.take();
}

}  // namespace roundwatt
