#include "sim/simulation/asynchronous_setup.hpp"

#include "sim/base/error.hpp"

namespace fedjoule {

namespace {

StalenessDiscount discount(const DiscountChoice& choice) {
  switch (choice.kind) {
    case DiscountKind::constant:
      return ConstantDiscount{};
    case DiscountKind::polynomial:
      return PolynomialDiscount{choice.exponent};
    case DiscountKind::hinge:
      return HingeDiscount{choice.slope, static_cast<double>(choice.grace)};
  }
  throw RunError{"a staleness discount has no kind"};
}

}  // namespace

AsynchronousRules asynchronous_rules(const Scenario& scenario) {
  const AsynchronousChoice& choice = scenario.federation.asynchronous;
  AsynchronousRules rules;
  rules.seed = scenario.seed;
  rules.max_concurrency = choice.max_concurrency;
  rules.max_staleness = choice.max_staleness;
  rules.discount = discount(choice.discount);
  rules.aggregation_per_update = scenario.workload.aggregation_flops_per_update;
  if (choice.algorithm == AsynchronousAlgorithm::fedbuff) {
    rules.buffer_size = *choice.buffer_size;
    rules.merging = FedBuff{scenario.learning.server.learning_rate};
  } else {
    rules.merging = FedAsync{choice.mixing_rate.value_or(1)};  // without one nothing is merged
  }
  return rules;
}

}  // namespace fedjoule
