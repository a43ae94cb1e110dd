#pragma once

#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/federation/secure_aggregation.hpp"
#include "sim/learning/update_payload.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// How the updates of \p scenario are hidden from its server, if they are; \p payload is what a client sends of them.
std::optional<SecureAggregation> secure_aggregation(const Scenario& scenario, const UpdatePayload& payload);

/// What a client computes to hide an update in a round in which nobody is lost.
Flops hiding_work(const Scenario& scenario, const SecureAggregation& rule);

}  // namespace roundwatt
