#pragma once

#include <vector>

#include "sim/platform/fleet.hpp"
#include "sim/platform/link_changes.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// What others leave of the links of \p fleet, as platform.background says. Call it once all routes are in use. \throws
/// UserError with each name that no link in use has, each access point, each link with a bandwidth_file, and what is wrong with
/// the file.
std::vector<LinkChanges> set_up_background(const Scenario& scenario, const Fleet& fleet);

}  // namespace roundwatt
