#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The whole scenario, defaults included, as YAML in the order of the declaration: reads back as the same scenario, and two
/// scenarios that mean the same print the same. Paths stand as they were written.
std::string resolved_yaml(const Scenario& scenario);

}  // namespace roundwatt
