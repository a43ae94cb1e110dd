#include "sim/scenario/print_scenario.hpp"
#include "tests/sim/scenario/scenario_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// Rounds of clients that learn.
const std::string trained = trained_scenario("{clients_per_round: 5}");

}  // namespace

TEST_CASE("a deadline from history drops the late by default, and stale updates are finished") {
  const Scenario history = parse_scenario(short_scenario, "", {"federation.stragglers.deadline_history.percentile=80"});
  CHECK(history.federation.stragglers.late == Late::drop);
  CHECK(history.federation.stragglers.history == DeadlineHistory{80, 10});
  const Scenario stale = parse_scenario(short_scenario, "", {"federation.stragglers={deadline: 9s, late: stale}"});
  CHECK(stale.federation.stragglers.after_deadline == AfterDeadline::finish);
}

TEST_CASE("each policy is accepted with what it needs") {
  for (const std::string stragglers :
       {"{deadline: 9s, late: partial}", "{share: 0.9, late: drop}", "{share: 0.9, late: partial}", "{share: 0}",
        "{deadline_history: {percentile: 80, rounds: 3}, late: partial, cut: steps}", "{over_selection: 1, late: wait}",
        "{deadline: 9s, late: stale, staleness: {weight: polynomial}}", "{deadline: 9s, late: stale}"}) {
    INFO(stragglers);
    CHECK(complaint_with({"federation.stragglers=" + stragglers}) == "accepted");
  }
}

TEST_CASE("stale updates are weighed where models are trained") {
  const std::string hinge = "federation.stragglers={deadline: 9s, late: stale, staleness: {weight: hinge, a: 10, b: 3}}";
  CHECK(complaint(trained, {hinge}) == "accepted");
  const std::string untrained = complaint_with({hinge});
  for (const char* said : {"weight = hinge", "a = 10", "b = 3"}) {
    CHECK_THAT(untrained,
               ContainsSubstring("federation.stragglers.staleness." + std::string{said} +
                                 ", but no update is weighed unless learning.kind is real. Remove it; null takes back "
                                 "what a file included."));
  }
  CHECK_THAT(complaint(trained, {"federation.stragglers={deadline: 9s, late: stale, staleness: {b: 3}}"}),
             ContainsSubstring("federation.stragglers.staleness.b = 3 means something only with staleness.weight hinge."));
}

TEST_CASE("what becomes of late clients stands in the resolved scenario and reads back") {
  const Scenario scenario = parse_scenario(
      trained, "",
      {"federation.stragglers={deadline: 9s, deadline_history: {percentile: 80}, late: stale, staleness: {weight: hinge, b: "
       "2}}",
       "federation.devices={speed: {distribution: uniform, low: 0.5}, slow_down: {distribution: log-normal, sigma: 0.3}}"});
  CHECK(parse_scenario(resolved_yaml(scenario), "").federation == scenario.federation);
}

}  // namespace roundwatt
