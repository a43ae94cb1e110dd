#pragma once

#include <optional>
#include <vector>

#include "analysis/carbon/grid_assignment.hpp"
#include "analysis/energy/energy_ledger.hpp"
#include "sim/base/calendar.hpp"
#include "sim/base/quantity.hpp"

namespace roundwatt {

/// What a run would have emitted had it started later.
struct LaterStart {
  Seconds delay;
  UtcTime start;
  double grams = 0;
};

/// Where to look for a better start.
struct StartSearch {
  Seconds within;  ///< longest delay, at least 0
  Seconds step;    ///< distance of the starts that are tried, above 0
};

/// The same run at each of the starts that are tried, its first own one: docs/methods/questions.md, equation 1.
struct StartCurve {
  std::vector<LaterStart> starts;    ///< at least one
  std::optional<UtcTime> grid_ends;  ///< where the data of a grid ended the search

  const LaterStart& best() const;  ///< the earliest of the cleanest
  double mean_grams() const;       ///< of all starts that were tried
};

/// One pass over the trace. \throws UserError when the grid does not reach back to the start, or is the same at all times.
StartCurve find_start(const EnergyLedger& energy, const GridAssignment& grids, const StartSearch& search);

}  // namespace roundwatt
