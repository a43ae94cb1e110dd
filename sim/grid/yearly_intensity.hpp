#pragma once

#include "sim/grid/grid_table.hpp"

namespace roundwatt {

/// The table that ships with the program (sim/grid/yearly_intensity.csv, which names its sources): yearly averages and marginal
/// factors of countries, constant in time.
const GridTable& yearly_intensity();

}  // namespace roundwatt
