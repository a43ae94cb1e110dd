#pragma once

#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The rules of mode asynchronous that \p scenario breaks; none in other modes.
std::vector<Problem> broken_asynchronous_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
