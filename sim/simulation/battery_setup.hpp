#pragma once

#include <optional>
#include <vector>

#include "sim/actors/battery_keeper.hpp"
#include "sim/actors/client.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The batteries of the clients' devices as federation.battery says; nothing where it is not given. \throws UserError with
/// every problem: no battery anywhere, a device that draws power when off or has a state profile, a site without a clock.
std::optional<BatteryPlan> set_up_batteries(const Scenario& scenario, const Fleet& fleet,
                                            const std::vector<BoundClient>& clients);

/// The rows of /battery_packs.
std::vector<BatteryPackRow> pack_rows(const BatteryPlan& plan);

}  // namespace roundwatt
