#include "sim/scenario/waiting_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

void declare_waiting(KeyList& keys, WaitingChoice& waiting, const Scope& scope) {
  keys.section("federation.wait", "Rounds that begin later, for less carbon: docs/methods/carbon.md, waiting.", scope);
  keys.add_unless_equal("federation.wait.slack", quantity<Seconds>(at_least(0)), waiting.slack, Seconds{0},
                        when_absent("0: no round waits"), "The longest wait before a round.");
  keys.add_unless_equal("federation.wait.saving", number(between(0, 1)), waiting.saving, 0.05, when_absent("0.05"),
                        "Least share of the round's grams that a wait must be forecast to save.");
  keys.add("federation.wait.total", quantity<Seconds>(above(0)), waiting.total, when_absent("no bound"),
           "All waits of the run together, at most.");
}

void declare_forecast(KeyList& keys, ForecastChoice& forecast) {
  keys.section("carbon.forecast",
               "What carbon-aware selection and federation.wait foresee of carbon.grid; stop.carbon counts what holds.");
  keys.add_if_stated("carbon.forecast.file", file_value(), forecast.file, when_absent("the grid itself is foreseen"),
                     "CSV with forecasts as they were issued: docs/formats/grid.md.");
  keys.section("carbon.forecast.error", "Errors on the grid, in place of a file of forecasts.");
  keys.add_if_stated("carbon.forecast.error.kind",
                     choice<ForecastErrorKind>({{"none", ForecastErrorKind::none},
                                                {"independent", ForecastErrorKind::independent},
                                                {"random-walk", ForecastErrorKind::random_walk}}),
                     forecast.error.kind, when_absent("none"),
                     "independent: by step of the grid; random-walk: errors add up from step to step.");
  keys.add_if_stated(
      "carbon.forecast.error.deviation", number(above_up_to(0, 10)), forecast.error.deviation,
      required_if("with carbon.forecast.error.kind", [&forecast] { return forecast.error.kind != ForecastErrorKind::none; }),
      "Relative standard deviation one hour ahead; it grows with the root of the horizon.");
}

namespace {

void check_waiting(RuleBook& rules, const Scenario& scenario) {
  const WaitingChoice& waiting = scenario.federation.wait;
  const KeyUse& slack = rules.use("federation.wait.slack");
  if (scenario.federation.mode != Mode::synchronous || !slack.good) return;
  const bool waits = waiting.slack.value() > 0;
  rules.reserve("federation.wait.saving", waits, "with federation.wait.slack");
  rules.reserve("federation.wait.total", waits, "with federation.wait.slack");
  if (!waits || scenario.carbon.grid.given() || !rules.use("carbon.grid").good) return;
  rules.break_at(slack,
                 fmt::format("{}, but without carbon.grid the intensities are yearly averages, which are the same at any "
                             "hour. Give carbon.grid a series: docs/formats/grid.md.",
                             RuleBook::says(slack)));
}

}  // namespace

std::vector<Problem> broken_waiting_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook rules{uses};
  check_waiting(rules, scenario);
  const ForecastError& error = scenario.carbon.forecast.error;
  const KeyUse& file = rules.use("carbon.forecast.file");
  const KeyUse& kind = rules.use("carbon.forecast.error.kind");
  if (!kind.good || !file.good) return rules.take();
  rules.reserve("carbon.forecast.error.deviation", error.kind != ForecastErrorKind::none,
                "with carbon.forecast.error.kind independent or random-walk");
  const bool waits = scenario.federation.mode == Mode::synchronous && scenario.federation.wait.slack.value() > 0;
  const bool foresees = waits || scenario.federation.selection.kind == SelectionKind::carbon_aware;
  const std::string where = "with federation.wait.slack or federation.selection.kind carbon-aware";
  rules.reserve("carbon.forecast.file", foresees, where);
  rules.reserve("carbon.forecast.error.kind", foresees, where);
  if (file.given && error.kind != ForecastErrorKind::none && foresees) {
    rules.break_at(kind, fmt::format("{}, but {}: forecasts that were issued err by themselves. Remove the error, or the file.",
                                     RuleBook::says(kind), RuleBook::says_elsewhere(file, kind)));
  }
  return rules.take();
}

}  // namespace roundwatt
