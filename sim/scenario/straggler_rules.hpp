#pragma once

#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The rules between the keys of federation.stragglers and others that \p scenario breaks.
std::vector<Problem> broken_straggler_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
