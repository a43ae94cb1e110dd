#pragma once

#include <vector>

#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"

namespace roundwatt {

/// A series and what had to be done to make it one.
struct BuiltSeries {
  GridSignal signal;
  SeriesReport report;
};

/// Makes a series of \p points, all of one zone and kind, at least one of them with a value: in the order of time, each stamp
/// once, gaps by \p rule. Problems go to \p problems, for \p file.
BuiltSeries build_series(std::vector<ImportedPoint> points, GapRule rule, const std::string& file, ProblemList& problems);

}  // namespace roundwatt
