#include "sim/scenario/asynchronous_rules.hpp"

#include <fmt/format.h>

#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

constexpr const char* discount_kind = "federation.asynchronous.staleness_discount.kind";
constexpr const char* mixing_rate = "federation.asynchronous.mixing_rate";

void check_protocol(RuleBook& book, const Scenario& scenario) {
  const AsynchronousChoice& choice = scenario.federation.asynchronous;
  const bool merges_alone = choice.algorithm == AsynchronousAlgorithm::fedasync;
  book.refuse(
      "federation.clients_per_round",
      "an asynchronous server waits for no cohort: federation.asynchronous.max_concurrency says how many are under way.");
  if (merges_alone) book.refuse("federation.asynchronous.buffer_size", "fedasync merges each update alone.");
  const KeyUse& clients = book.use("data.clients");
  for (const char* path : {"federation.asynchronous.max_concurrency", "federation.asynchronous.buffer_size"}) {
    const KeyUse& one = book.use(path);
    if (!scenario.data.clients || !one.given || !one.good || !clients.good) continue;
    const bool concurrency = one.key->field == &choice.max_concurrency;
    const std::int64_t wanted = concurrency ? choice.max_concurrency : choice.buffer_size.value_or(0);
    if (wanted <= *scenario.data.clients) continue;
    book.break_at(path, fmt::format("{}, but {}, and each client trains a model once. Lower the one or raise the other.",
                                    RuleBook::says(one), RuleBook::says_elsewhere(clients, one)));
  }
}

void check_discount(RuleBook& book, const Scenario& scenario) {
  const AsynchronousChoice& choice = scenario.federation.asynchronous;
  const std::string group = "federation.asynchronous.staleness_discount.";
  if (scenario.learning.kind != LearningKind::real) {
    for (const std::string& path :
         {std::string{mixing_rate}, group + "kind", group + "exponent", group + "slope", group + "grace"}) {
      book.refuse(path, "nothing is merged unless learning.kind is real.");
    }
    return;
  }
  if (choice.algorithm == AsynchronousAlgorithm::fedbuff) {
    book.refuse(mixing_rate, "fedbuff goes as far as learning.server.learning_rate says.");
  }
  const std::string other = fmt::format("{} has no such number.", RuleBook::says(book.use(discount_kind)));
  if (choice.discount.kind != DiscountKind::polynomial) book.refuse(group + "exponent", other);
  if (choice.discount.kind != DiscountKind::hinge) {
    book.refuse(group + "slope", other);
    book.refuse(group + "grace", other);
  }
}

/// Rules of learning that need all updates of a round to start from one model.
void check_learning(RuleBook& book, const Scenario& scenario) {
  if (scenario.learning.kind != LearningKind::real) return;
  const SolverKind solver = scenario.learning.solver.kind;
  const std::string instead = " Say sgd or fedprox.";
  if (solver == SolverKind::scaffold) {
    book.break_at("learning.solver.kind",
                  "learning.solver.kind = scaffold, but its control variates compare clients that start from one model, and an "
                  "asynchronous server has none such." +
                      instead);
  } else if (solver == SolverKind::feddyn) {
    book.break_at("learning.solver.kind",
                  "learning.solver.kind = feddyn, but its server's drift is a mean over the clients of one round, and an "
                  "asynchronous server has no rounds." +
                      instead);
  } else if (solver == SolverKind::fednova) {
    book.break_at("learning.solver.kind",
                  "learning.solver.kind = fednova, but it weighs the steps of the clients of one round against each other, and "
                  "an asynchronous server has no rounds." +
                      instead);
  }
  if (scenario.learning.server.kind != OptimizerKind::fedavg) {
    book.break_at("learning.server.optimizer",
                  fmt::format("{}, but federation.asynchronous.algorithm is the server's rule in mode asynchronous. Leave the "
                              "optimizer out.",
                              RuleBook::says(book.use("learning.server.optimizer"))));
  }
  book.refuse("learning.server.weights", "an asynchronous server counts updates alike, but for their staleness.");
  if (scenario.federation.asynchronous.algorithm == AsynchronousAlgorithm::fedasync) {
    book.refuse("learning.server.learning_rate", "fedasync goes as far as federation.asynchronous.mixing_rate says.");
  }
}

}  // namespace

std::vector<Problem> broken_asynchronous_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  RuleBook book{uses};
  if (scenario.federation.mode != Mode::asynchronous || !book.use("federation.mode").good) return {};
  check_protocol(book, scenario);
  check_discount(book, scenario);
  check_learning(book, scenario);
  return book.take();
}

}  // namespace roundwatt
