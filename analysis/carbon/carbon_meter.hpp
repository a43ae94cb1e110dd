#pragma once

#include <array>

#include "analysis/carbon/battery_supply.hpp"
#include "analysis/carbon/carbon_amount.hpp"
#include "analysis/carbon/grid_assignment.hpp"
#include "sim/base/calendar.hpp"

namespace roundwatt {

/// Turns joules of IT equipment into joules at the meter and grams: docs/methods/carbon.md, equation 1. For an item of E joules
/// in [t0, t1] at a site, E x PUE of the site, times the exact mean of the grid's intensity over [start + t0, start + t1]. What
/// a device on battery draws counts as its battery was fed: docs/methods/batteries.md. An item of use u seconds of equipment
/// that took M grams to make and lasts L seconds emits M u / L, equation 4, whatever the PUE.
class CarbonMeter {
 public:
  /// As if the run had started \p delay later. The ledger and the grids live longer than the meter.
  CarbonMeter(const EnergyLedger& energy, const GridAssignment& grids, Seconds delay = {});

  /// \throws UserError when the intensity is not known at that time.
  CarbonAmount of(const EnergyItem& item) const;
  /// The same by Supply.
  std::array<CarbonAmount, supply_count> supplies_of(const EnergyItem& item) const;

  UtcTime start() const { return start_; }

 private:
  double embodied_g_s(const EnergyItem& item) const;

  const EnergyLedger* energy_;
  const GridAssignment* grids_;
  UtcTime start_;
  BatterySupply batteries_;
};

}  // namespace roundwatt
