#pragma once

#include <string>
#include <vector>

#include "analysis/energy/energy_ledger.hpp"
#include "sim/grid/grid_table.hpp"

namespace roundwatt {

/// Whether direct and life-cycle intensities may stand in one sum.
enum class Mixing { refused, allowed };

/// Where carbon intensities come from: the first table that has a zone counts.
struct GridChoice {
  std::vector<GridTable> tables;
  GridKind kind = GridKind::average;
  Mixing mixing = Mixing::refused;
  std::vector<std::string> notes = {};  ///< on the tables, in words: gaps, estimates
};

/// Moves sites to another grid.
struct WhatIf {
  std::string zone;
  std::vector<std::string> sites;  ///< empty: all edge sites
};

/// The grid of one site.
struct SiteGrid {
  const GridSignal* signal = nullptr;
  std::string table;   ///< the name of the table it is from
  bool moved = false;  ///< by a what-if
};

/// The grid of each site of a run, in the order of /sites. The tables of the choice live longer.
struct GridAssignment {
  std::string name;  ///< "as run", or the zones of the what-ifs
  std::vector<SiteGrid> sites;
  std::vector<std::string> notes;  ///< what a reader must know, in words: series that end before the run
};

/// The grids that the platform of the run declares. \throws UserError naming every zone that is in no table.
GridAssignment assign_grids(const EnergyLedger& energy, const GridChoice& choice);

/// The same with some sites moved, by one after the other. \throws UserError also when a named site is not in the run.
GridAssignment assign_grids(const EnergyLedger& energy, const GridChoice& choice, const std::vector<WhatIf>& what_ifs);
inline GridAssignment assign_grids(const EnergyLedger& energy, const GridChoice& choice, const WhatIf& what_if) {
  return assign_grids(energy, choice, std::vector{what_if});
}

/// \throws UserError, naming the keys, when the run itself used the grid or the calendar: another grid would have made
/// another run.
void refuse_what_if_of_dependent_run(const TraceHeader& header, const std::string& file);

}  // namespace roundwatt
