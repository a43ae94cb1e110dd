#include "sim/simulation/secure_aggregation_setup.hpp"

#include <cmath>

#include "sim/federation/client_selector.hpp"

namespace roundwatt {

namespace {

std::size_t whole_cohort(const Federation& federation) {
  return clients_to_select(federation.stragglers.over_selection, federation.clients_per_round);
}

}  // namespace

/// Each of the 4-byte numbers that a client sends in the clear is an element.
std::optional<SecureAggregation> secure_aggregation(const Scenario& scenario, const UpdatePayload& payload) {
  const SecureAggregationChoice& choice = scenario.federation.secure_aggregation;
  if (choice.kind == SecureAggregationKind::none) return std::nullopt;
  const auto elements = static_cast<std::int64_t>(std::llround(payload.up(scenario.workload.model.size).value() / 4));
  return SecureAggregation{choice.threshold, elements, choice.input_bits, whole_cohort(scenario.federation), choice.costs};
}

Flops hiding_work(const Scenario& scenario, const SecureAggregation& rule) {
  const std::size_t n = whole_cohort(scenario.federation);
  return rule.making_keys() + rule.sharing(n, rule.needed(n)) + rule.masking(n);
}

}  // namespace roundwatt
