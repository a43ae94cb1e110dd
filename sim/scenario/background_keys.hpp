#pragma once

#include <vector>

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The section platform.background.
void declare_background(KeyList& keys, BackgroundChoice& background);

/// The rules between its keys.
std::vector<Problem> broken_background_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
