#include "sim/scenario/asynchronous_keys.hpp"

#include "sim/scenario/number_format.hpp"

namespace roundwatt {

namespace {

void declare_discount(KeyList& keys, DiscountChoice& discount, const Scope& scope) {
  keys.section("federation.asynchronous.staleness_discount", "What an update counts whose model has been renewed meanwhile.",
               scope);
  keys.add(
      "federation.asynchronous.staleness_discount.kind",
      choice<DiscountKind>(
          {{"constant", DiscountKind::constant}, {"polynomial", DiscountKind::polynomial}, {"hinge", DiscountKind::hinge}}),
      discount.kind, optional_key(), "s(τ): constant, 1; polynomial, (1 + τ)^−a; hinge, 1 up to b, then 1/(a(τ − b) + 1).");
  keys.add("federation.asynchronous.staleness_discount.exponent", number(at_least(0)), discount.exponent, optional_key(),
           "a of polynomial.");
  keys.add("federation.asynchronous.staleness_discount.slope", number(above(0)), discount.slope, optional_key(), "a of hinge.");
  keys.add("federation.asynchronous.staleness_discount.grace", whole_number(0), discount.grace, optional_key(), "b of hinge.");
}

}  // namespace

void declare_asynchronous(KeyList& keys, Scenario& scenario) {
  AsynchronousChoice& choice_of_mode = scenario.federation.asynchronous;
  const auto in_mode = [&scenario] { return scenario.federation.mode == Mode::asynchronous; };
  const auto buffers = [&scenario, in_mode] {
    return in_mode() && scenario.federation.asynchronous.algorithm == AsynchronousAlgorithm::fedbuff;
  };
  const auto mixes = [&scenario, in_mode] {
    return in_mode() && scenario.learning.kind == LearningKind::real &&
           scenario.federation.asynchronous.algorithm == AsynchronousAlgorithm::fedasync;
  };
  const Scope scope{"federation.mode is not asynchronous", in_mode};
  keys.section("federation.asynchronous", "A server that merges updates as they come: docs/methods/federation.md.", scope);
  keys.add("federation.asynchronous.algorithm",
           choice<AsynchronousAlgorithm>(
               {{"fedasync", AsynchronousAlgorithm::fedasync}, {"fedbuff", AsynchronousAlgorithm::fedbuff}}),
           choice_of_mode.algorithm, required_if("in mode asynchronous", in_mode),
           "fedasync: each update is merged alone; fedbuff: buffer_size of them together.");
  keys.add_if_stated("federation.asynchronous.max_concurrency", whole_number(1), choice_of_mode.max_concurrency,
                     required_if("in mode asynchronous", in_mode), "Clients that the server keeps under way at once.");
  keys.add("federation.asynchronous.max_staleness", whole_number(0), choice_of_mode.max_staleness, when_absent("no bound"),
           "Updates that have missed more aggregations than this are dropped.");
  keys.add("federation.asynchronous.buffer_size", whole_number(1), choice_of_mode.buffer_size,
           required_if("with algorithm fedbuff", buffers), "Updates in one aggregation of fedbuff.");
  keys.add("federation.asynchronous.mixing_rate", number(above_up_to(0, 1)), choice_of_mode.mixing_rate,
           required_if("with algorithm fedasync, when learning.kind is real", mixes),
           "α of fedasync: how far it goes towards an update, before the discount; fedbuff has learning.server.learning_rate.");
  declare_discount(keys, choice_of_mode.discount, scope);
}

}  // namespace roundwatt
