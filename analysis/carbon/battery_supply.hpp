#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "analysis/carbon/grid_assignment.hpp"
#include "sim/base/calendar.hpp"

namespace roundwatt {

/// How a joule reached the device that drew it.
enum class Supply {
  grid,     ///< at the instant at which it was drawn
  battery,  ///< through the battery, charged during the run
  deficit   ///< from what the battery held at the start and lacks at the end
};
constexpr std::size_t supply_count = 3;

/// "grid", "battery", "battery deficit".
std::string supply_name(Supply supply);

/// What one joule that a device drew costs one kind of supply.
struct SupplyRate {
  double drawn_j = 0;  ///< the part of the joule that came this way, in [0, 1]
  double grid_j = 0;   ///< drawn from the grid for it, at least drawn_j
  GramsPerKwh mean;    ///< intensity of the grid, weighed with grid_j
};

/// By Supply.
using HostSupply = std::array<SupplyRate, supply_count>;

/// Where the joules of devices on battery came from, over the whole run: docs/methods/batteries.md, equations 5 to 7.
class BatterySupply {
 public:
  /// Of a run that starts at \p start. Reads /battery_packs and /batteries once. \throws UserError when an intensity is not
  /// known or a row points to no host.
  BatterySupply(const EnergyLedger& energy, const GridAssignment& grids, UtcTime start);

  /// Nothing for a host that is on the grid.
  const HostSupply* of(std::int32_t host) const;

 private:
  std::unordered_map<std::int32_t, HostSupply> hosts_;
};

}  // namespace roundwatt
