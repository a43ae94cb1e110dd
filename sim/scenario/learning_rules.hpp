#pragma once

#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// What is wrong between the keys that say what models are trained on and how, with learning.kind real; else nothing.
std::vector<Problem> broken_learning_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
