#pragma once

#include <vector>

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// Declares the keys of the section federation.battery.
void declare_battery(KeyList& keys, Federation& federation);

/// What is wrong between them; else nothing.
std::vector<Problem> broken_battery_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
