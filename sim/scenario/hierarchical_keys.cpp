#include "sim/scenario/hierarchical_keys.hpp"

#include <fmt/format.h>

#include "sim/scenario/number_format.hpp"
#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

void declare_hierarchical(KeyList& keys, Federation& federation) {
  HierarchicalChoice& choice_of_mode = federation.hierarchical;
  const auto in_mode = [&federation] { return federation.mode == Mode::hierarchical; };
  keys.section("federation.hierarchical", "Edge aggregators between server and clients: docs/methods/federation.md.",
               {"federation.mode is not hierarchical", in_mode});
  keys.add("federation.hierarchical.edge_rounds", whole_number(1), choice_of_mode.edge_rounds, optional_key(),
           "Rounds of each aggregator with its clients in one round of the server.");
  keys.add_if_stated("federation.hierarchical.aggregators", list_of(text_value()), choice_of_mode.aggregators,
                     when_absent("all hosts of kind aggregator"), "Hosts that aggregate at the edge.");
  keys.add("federation.hierarchical.assignment",
           choice<EdgeAssignment>({{"by_site", EdgeAssignment::by_site}, {"round_robin", EdgeAssignment::round_robin}}),
           choice_of_mode.assignment, optional_key(),
           "Whose clients are whose. by_site: the aggregator at the site of the client's device; round_robin: in turn.");
}

std::vector<Problem> broken_hierarchical_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook book{uses};
  if (scenario.federation.mode != Mode::hierarchical || !book.use("federation.mode").good) return {};
  if (scenario.federation.stragglers.late == Late::stale) {
    book.break_at("federation.stragglers.late",
                  "federation.stragglers.late = stale, but an edge model is replaced by the global one after its edge rounds, "
                  "and what started from it has nothing to be merged into. Say wait, drop or partial.");
  }
  if (scenario.federation.stragglers.after_deadline == AfterDeadline::finish) {
    book.break_at("federation.stragglers.after_deadline",
                  "federation.stragglers.after_deadline = finish, but a client must be free when its aggregator goes on to the "
                  "next global round. Say cancel.");
  }
  if (scenario.learning.kind != LearningKind::real) return book.take();
  const SolverKind solver = scenario.learning.solver.kind;
  if (solver != SolverKind::sgd && solver != SolverKind::fedprox) {
    book.break_at("learning.solver.kind",
                  fmt::format("{}, but it keeps a state that spans all clients of the server, and an edge aggregator knows its "
                              "own only. Say sgd or fedprox.",
                              RuleBook::says(book.use("learning.solver.kind"))));
  }
  if (scenario.learning.server.kind != OptimizerKind::fedavg) {
    book.break_at("learning.server.optimizer",
                  fmt::format("{}, but the mean of edge models is defined for fedavg. Leave the optimizer out.",
                              RuleBook::says(book.use("learning.server.optimizer"))));
  }
  return book.take();
}

}  // namespace roundwatt
