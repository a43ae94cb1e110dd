#include "sim/scenario/straggler_keys.hpp"

#include "sim/scenario/number_format.hpp"

namespace roundwatt {

namespace {

void declare_history(KeyList& keys, std::optional<DeadlineHistory>& history, const Scope& scope) {
  keys.section("federation.stragglers.deadline_history", "A deadline that follows the response times of past rounds.", scope);
  keys.add_part("federation.stragglers.deadline_history.percentile", number(above_up_to(0, 100)), history,
                &DeadlineHistory::percentile,
                required_if("with federation.stragglers.deadline_history", [&history] { return history.has_value(); }),
                "Percentile of the clients' response times that is the deadline; federation.stragglers.deadline holds before.");
  keys.add_part("federation.stragglers.deadline_history.rounds", whole_number(1), history, &DeadlineHistory::rounds,
                when_absent("10"), "Last rounds whose response times count.");
}

void declare_staleness(KeyList& keys, Stragglers& stragglers) {
  StalenessRule& rule = stragglers.staleness;
  keys.section("federation.stragglers.staleness", "What a stale update counts.",
               {"federation.stragglers.late is not stale", [&stragglers] { return stragglers.late == Late::stale; }});
  keys.add(
      "federation.stragglers.staleness.weight",
      choice<StalenessWeight>({{"constant", StalenessWeight::constant},
                               {"polynomial", StalenessWeight::polynomial},
                               {"hinge", StalenessWeight::hinge}}),
      rule.weight, optional_key(),
      "Factor on its weight at staleness τ: constant 1; polynomial (1 + τ)^-a; hinge 1 up to b, then 1 / (a (τ - b) + 1).");
  keys.add("federation.stragglers.staleness.a", number(above(0)), rule.a, optional_key(),
           "a of polynomial and hinge: how fast the weight falls.");
  keys.add("federation.stragglers.staleness.b", number(at_least(0)), rule.b, optional_key(),
           "b of hinge: staleness up to which the weight does not fall.");
}

}  // namespace

void declare_stragglers(KeyList& keys, Stragglers& stragglers, const Scope& scope) {
  keys.section("federation.stragglers", "What happens to clients that are slow: docs/methods/stragglers.md.", scope);
  keys.add("federation.stragglers.deadline", quantity<Seconds>(above(0)), stragglers.deadline, when_absent("none"),
           "Time from the start of a round at which it closes at the latest.");
  keys.add("federation.stragglers.over_selection", number(at_least(1)), stragglers.over_selection, optional_key(),
           "Factor on clients_per_round that gives the number of clients selected.");
  keys.add(
      "federation.stragglers.late",
      choice<Late>({{"wait", Late::wait}, {"drop", Late::drop}, {"partial", Late::partial}, {"stale", Late::stale}}),
      stragglers.late, when_absent("drop with a deadline, else wait"),
      "wait: a round takes as long as it takes; drop: late updates are not used; partial: clients do what fits; stale: late "
      "updates go into the next round.");
  keys.add("federation.stragglers.after_deadline",
           choice<AfterDeadline>({{"cancel", AfterDeadline::cancel}, {"finish", AfterDeadline::finish}}),
           stragglers.after_deadline, when_absent("finish with late: stale, else cancel"),
           "What clients do whose round has closed: cancel at once, or finish, in vain unless late is stale.");
  keys.add("federation.stragglers.cut", choice<WorkUnit>({{"epochs", WorkUnit::epoch}, {"steps", WorkUnit::step}}),
           stragglers.cut, when_absent("epochs where learning.local.epochs > 1, else steps"),
           "What the work of late: partial and of simulated stragglers is cut in: whole epochs or whole batches.");
  keys.add_if_stated("federation.stragglers.share", number(between(0, 1)), stragglers.share, when_absent("0"),
                     "Share of each cohort, drawn by the seed, that gets through part of its work only, whatever its device.");
  declare_history(keys, stragglers.history, scope);
  declare_staleness(keys, stragglers);
}

}  // namespace roundwatt
