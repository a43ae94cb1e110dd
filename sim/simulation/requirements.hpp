#pragma once

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// Whether a controller inside the run looks ahead at the grid: carbon-aware selection, federation.wait.
bool foresees_grid(const Scenario& scenario);
/// Whether somebody inside the run looks at the grid.
bool uses_grid(const Scenario& scenario);

/// The scenario itself, once the run can begin with it and all files that it names are there.
/// \throws UserError with what is wrong, where the scenario says it.
const Scenario& checked(const Scenario& scenario);

}  // namespace roundwatt
