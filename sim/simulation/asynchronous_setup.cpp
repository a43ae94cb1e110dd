#include "sim/simulation/asynchronous_setup.hpp"

#include "sim/base/error.hpp"

namespace roundwatt {

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

AsynchronousRules asynchronous_rules(const PreparedRun& run) {
  const Scenario& scenario = run.scenario();
  const AsynchronousChoice& choice = scenario.federation.asynchronous;
  AsynchronousRules rules;
  rules.seed = scenario.seed;
  rules.max_concurrency = choice.max_concurrency;
  rules.max_staleness = choice.max_staleness;
  rules.discount = discount(choice.discount);
  rules.aggregation_per_update = scenario.workload.aggregation_flops_per_update;
  rules.slow_down = scenario.federation.devices.slow_down;
  rules.availability = run.availability();
  rules.failure_timeout = scenario.federation.failure_timeout;
  if (choice.algorithm == AsynchronousAlgorithm::fedbuff) {
    rules.buffer_size = *choice.buffer_size;
    rules.merging = FedBuff{scenario.learning.server.learning_rate};
  } else {
    rules.merging = FedAsync{choice.mixing_rate.value_or(1)};  // without one nothing is merged
  }
  return rules;
}

}  // namespace roundwatt
