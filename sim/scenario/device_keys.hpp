#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The keys under federation.devices.speed and federation.devices.slow_down, which mean something within \p scope.
void declare_device_speeds(KeyList& keys, DeviceChoice& devices, const Scope& scope);

/// The rules between those keys that \p scenario breaks.
std::vector<Problem> broken_device_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
