#pragma once

#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// What is wrong between the keys of federation.availability; else nothing.
std::vector<Problem> broken_availability_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
