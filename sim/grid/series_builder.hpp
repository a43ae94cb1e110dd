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

/// How to make it.
struct SeriesRules {
  GapRule gaps = GapRule::hold;
  FilePeriod period = FilePeriod::unknown;  ///< of a single value, which else nobody knows how long to hold
};

/// Makes a series of \p points, all of one zone and kind, at least one of them with a value: in the order of time, each stamp
/// once, gaps by the rule. Problems go to \p problems, for \p file.
BuiltSeries build_series(std::vector<ImportedPoint> points, const SeriesRules& rules, const std::string& file,
                         ProblemList& problems);

}  // namespace roundwatt
