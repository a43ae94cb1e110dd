#pragma once

#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The rules of federation.secure_aggregation: what works on a sum alone.
std::vector<Problem> broken_secure_aggregation_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
