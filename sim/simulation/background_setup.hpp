#pragma once

#include <optional>

#include "sim/actors/background_traffic.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// What platform.background says, on the links of \p fleet. Call it once all routes are in use. \throws UserError with each
/// name that no link in use has, each access point, each link with a bandwidth_file, and what is wrong with the file.
std::optional<BackgroundTraffic> set_up_background(const Scenario& scenario, const Fleet& fleet);

}  // namespace roundwatt
