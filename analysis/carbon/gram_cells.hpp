#pragma once

#include <vector>

#include "analysis/carbon/grid_assignment.hpp"

namespace roundwatt {

/// What the grams of one cell are proportional to, beside grid and PUE of its site.
enum class GramPart {
  device_base,   ///< power of devices that they draw anyway
  device_added,  ///< what load and radio add
  server_base,   ///< idle power of servers and aggregators, by reserved_share with Boundary::participation
  server_added,
  link_idle,  ///< by router_share with Boundary::participation
  link_dynamic,
  volume  ///< bytes, by a figure for each
};
constexpr std::size_t gram_part_count = 7;

/// Grams of a run's energy at one site and of one part.
struct GramCell {
  std::size_t site = 0;
  GramPart part{};
  double grams = 0;
  /// Grams for a share of 1: of the part of servers that their reserved_share scales, of links their router_share.
  double grams_per_share = 0;
  double largest_share = 0;
};

/// The grams of a run, taken apart into what they are linear in: docs/methods/questions.md, equation 3.
struct GramCells {
  std::vector<SiteRow> sites;
  std::vector<std::string> zones;   ///< of the grid that each site is on
  std::vector<GramCell> cells;      ///< those with grams, by site and part
  bool has_shares = false;          ///< the boundary counts shares of servers and links
  bool has_unused_routers = false;  ///< links of router_share 0, whose idle power is in no cell

  double grams() const;
};

/// One pass over the trace, as if the run had started \p delay later. \throws UserError when an intensity is not known.
GramCells decompose(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay = {});

}  // namespace roundwatt
