#pragma once

#include <string>
#include <vector>

#include "analysis/carbon/carbon_amount.hpp"
#include "analysis/carbon/facet.hpp"
#include "analysis/carbon/grid_assignment.hpp"
#include "analysis/energy/item_sum.hpp"

namespace roundwatt {

/// One part of a breakdown.
struct CarbonShare {
  std::vector<std::string> names;  ///< of its category in each facet
  CarbonAmount amount;
};

/// A run's energy and grams sorted by one thing or two; the parts add up to the total.
struct CarbonBreakdown {
  std::vector<std::string> by;     ///< names of the facets
  std::vector<CarbonShare> parts;  ///< those that are not zero
  std::string impossible;          ///< why there are no parts, in words
};

/// The factors by which a site's joules became grams.
struct SiteFactors {
  std::string site;
  double pue = 1;
  SiteGrid grid;
  CarbonAmount amount;

  /// Mean intensity, weighed with the energy of the site; NaN without energy. [g/kWh]
  double mean_g_per_kwh() const;
};

/// What a run emits on the grids of one assignment.
struct CarbonLedger {
  std::string grid;  ///< name of the assignment
  CarbonAmount total;
  std::vector<CarbonBreakdown> breakdowns;
  std::vector<SiteFactors> factors;
  std::vector<std::string> notes;
};

/// Of one breakdown: its facet, or two.
using BreakdownRequest = std::vector<Facet>;

/// site, kind, activity, round, outcome, network; of runs on battery supply, too.
std::vector<BreakdownRequest> usual_breakdowns(const EnergyLedger& energy);

/// Adds up all items of \p energy on \p grids, in one pass over the trace. \throws UserError when an intensity is not known.
CarbonLedger account_carbon(const EnergyLedger& energy, const GridAssignment& grids,
                            const std::vector<BreakdownRequest>& requests, const SummingPlan& plan = {});
CarbonLedger account_carbon(const EnergyLedger& energy, const GridAssignment& grids);

}  // namespace roundwatt
