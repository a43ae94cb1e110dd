#include "sim/scenario/straggler_rules.hpp"

#include <fmt/format.h>

#include <string_view>

#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

class StragglerRuleCheck {
 public:
  StragglerRuleCheck(const Scenario& scenario, const std::vector<KeyUse>& uses)
      : scenario_{scenario}, stragglers_{scenario.federation.stragglers}, rules_{uses} {}

  std::vector<Problem> run() {
    if (!has_cohorts(scenario_.federation.mode) || !use("late").good) return {};
    check_lateness();
    check_share();
    check_cut();
    check_stale();
    check_stale_learning();
    check_reserved();
    return rules_.take();
  }

 private:
  const KeyUse& use_of(std::string_view path) const { return rules_.use(path); }
  const KeyUse& use(const std::string& name) const { return rules_.use("federation.stragglers." + name); }
  bool is(Late late) const { return stragglers_.late == late; }
  static std::string says(const KeyUse& one) { return RuleBook::says(one); }
  static std::string says_elsewhere(const KeyUse& one, const KeyUse& here) { return RuleBook::says_elsewhere(one, here); }
  void break_at(const KeyUse& one, const std::string& message) { rules_.break_at(one, message); }
  void reserve(const std::string& name, bool holds, const std::string& where) {
    rules_.reserve("federation.stragglers." + name, holds, where);
  }

  void check_lateness();
  void check_share();
  void check_cut();
  void check_stale();
  void check_stale_learning();
  void check_reserved();

  const Scenario& scenario_;
  const Stragglers& stragglers_;
  RuleBook rules_;
};

void StragglerRuleCheck::check_lateness() {
  const KeyUse& late = use("late");
  if (!late.given || !use("deadline").good || !use("deadline_history.percentile").good || !use("share").good) return;
  for (const char* name : {"deadline", "deadline_history.percentile"}) {
    if (!is(Late::wait) || !use(name).given) continue;
    break_at(late,
             fmt::format("{}, but {}: a server that waits has no use for a deadline. Say late: drop, or remove the deadline.",
                         says(late), says_elsewhere(use(name), late)));
  }
  const bool has_deadline = stragglers_.deadline || stragglers_.history;
  if ((is(Late::drop) || is(Late::partial)) && !has_deadline && stragglers_.share == 0) {
    break_at(late,
             fmt::format("{}, but nothing says from when a client is late. Give {}, {} or {}.", says(late),
                         use("deadline").key->path, use("deadline_history.percentile").key->path, use("share").key->path));
  }
  if (is(Late::stale) && !has_deadline && stragglers_.over_selection == 1) {
    break_at(late, fmt::format("{}, but every round waits for all of its clients. Give {}, {}, or {} > 1.", says(late),
                               use("deadline").key->path, use("deadline_history.percentile").key->path,
                               use("over_selection").key->path));
  }
}

void StragglerRuleCheck::check_share() {
  const KeyUse& share = use("share");
  if (!share.good || stragglers_.share == 0) return;
  if (use("late").given && (is(Late::drop) || is(Late::partial))) return;
  break_at(share, fmt::format("{}, but nothing says what becomes of their work: with {} it is dropped, with partial kept.",
                              says(share), use("late").key->path + ": drop"));
}

void StragglerRuleCheck::check_cut() {
  const KeyUse& cut = use("cut");
  if (!cut.given || !cut.good || stragglers_.cut != WorkUnit::epoch) return;
  const KeyUse& steps = use_of("learning.local.steps");
  const KeyUse& epochs = use_of("learning.local.epochs");
  if (!steps.good || !epochs.good) return;
  if (steps.given) {
    break_at(cut, fmt::format("{}, but {} counts no epochs. Say cut: steps.", says(cut), says_elsewhere(steps, cut)));
  } else if (scenario_.learning.local_epochs == 1) {
    break_at(cut, fmt::format("{}, but of {} there is no part in whole epochs. Say cut: steps, or raise the latter.", says(cut),
                              says_elsewhere(epochs, cut)));
  }
}

void StragglerRuleCheck::check_stale() {
  const KeyUse& after = use("after_deadline");
  if (!is(Late::stale) || !after.good || stragglers_.after_deadline == AfterDeadline::finish) return;
  break_at(after, fmt::format("{}, but {}: a client that is stopped sends nothing. Say after_deadline: finish.", says(after),
                              says_elsewhere(use("late"), after)));
}

/// Rules without weights, and clients' states that two updates of one client would move twice.
void StragglerRuleCheck::check_stale_learning() {
  if (!is(Late::stale) || scenario_.learning.kind != LearningKind::real) return;
  const KeyUse& solver = use_of("learning.solver.kind");
  const KeyUse& server = use_of("learning.server.optimizer");
  const SolverKind kind = scenario_.learning.solver.kind;
  const OptimizerKind rule = scenario_.learning.server.kind;
  const auto refuse = [this](const KeyUse& one, const char* why) {
    break_at(use("late"), fmt::format("{}, but {} {}. Change the one or the other.", says(use("late")),
                                      says_elsewhere(one, use("late")), why));
  };
  if (kind == SolverKind::scaffold || kind == SolverKind::feddyn) refuse(solver, "has no rule for stale states of clients");
  const bool unweighted =
      rule == OptimizerKind::qfedavg || rule == OptimizerKind::median || rule == OptimizerKind::trimmed_mean;
  if (unweighted) refuse(server, "takes no weights by staleness");
}

void StragglerRuleCheck::check_reserved() {
  reserve("cut", is(Late::partial) || stragglers_.share > 0,
          "with federation.stragglers.late partial, or federation.stragglers.share");
  if (!is(Late::stale) || !use_of("learning.kind").good) return;
  if (scenario_.learning.kind != LearningKind::real) {
    for (const char* name : {"weight", "a", "b"}) {
      rules_.refuse(std::string{"federation.stragglers.staleness."} + name,
                    "no update is weighed unless learning.kind is real.");
    }
    return;
  }
  const StalenessWeight weight = stragglers_.staleness.weight;
  reserve("staleness.a", weight != StalenessWeight::constant, "with staleness.weight polynomial or hinge");
  reserve("staleness.b", weight == StalenessWeight::hinge, "with staleness.weight hinge");
}

}  // namespace

std::vector<Problem> broken_straggler_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  return StragglerRuleCheck{scenario, uses}.run();
}

}  // namespace roundwatt
