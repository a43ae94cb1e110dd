#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "sim/grid/forecast.hpp"
#include "sim/grid/grid_table.hpp"

namespace roundwatt {

/// Forecasts by grid zone as they were issued, in the order of issue; all times in seconds since 1970-01-01T00:00:00Z.
using IssuedForecasts = std::map<std::string, std::vector<ForecastIssue>>;

/// Reads a forecast file (docs/formats/grid.md): CSV with the columns zone, issued, valid, g_per_kwh; zones are named as \p
/// grid names them. \throws UserError with file, line and cure of the first twenty mistakes and their number.
IssuedForecasts read_forecasts(const std::filesystem::path& file, const GridTable& grid);

}  // namespace roundwatt
