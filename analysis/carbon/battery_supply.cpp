#include "analysis/carbon/battery_supply.hpp"

#include <algorithm>

#include "sim/base/calendar.hpp"

namespace roundwatt {

namespace {

/// Joules with the integral of joules x intensity beside them.
struct PricedJoules {
  double joules = 0;
  double weighed = 0;  ///< [J g/kWh]

  void add(double amount_j, GramsPerKwh intensity) {
    joules += amount_j;
    weighed += amount_j * intensity.value();
  }
  GramsPerKwh mean() const { return GramsPerKwh{joules > 0 ? weighed / joules : 0}; }
};

/// One battery over the run.
struct BatterySums {
  double efficiency = 1;
  bool is_open = false;  ///< a row has been read
  double first_level_j = 0;
  double last_level_j = 0;
  double drawn_j = 0;
  PricedJoules direct;
  PricedJoules charging;

  void add(const BatteryRow& row, GramsPerKwh intensity) {
    if (!is_open) first_level_j = row.level_start_j;
    is_open = true;
    last_level_j = row.level_end_j;
    drawn_j += row.drawn_j;
    direct.add(row.direct_j, intensity);
    charging.add(row.from_grid_j - row.direct_j, intensity);
  }
};

HostSupply supply_of(const BatterySums& sums, GramsPerKwh run_mean) {
  HostSupply supply;
  if (!(sums.drawn_j > 0)) return supply;
  const double through_battery_j = sums.drawn_j - sums.direct.joules;
  const double deficit_j = std::clamp(sums.first_level_j - sums.last_level_j, 0.0, through_battery_j);
  const auto rate = [&](double part_j, double efficiency, GramsPerKwh mean) {
    return SupplyRate{part_j / sums.drawn_j, part_j / sums.drawn_j / efficiency, mean};
  };
  supply[static_cast<std::size_t>(Supply::grid)] = rate(sums.direct.joules, 1, sums.direct.mean());
  supply[static_cast<std::size_t>(Supply::battery)] =
      rate(through_battery_j - deficit_j, sums.efficiency, sums.charging.mean());
  supply[static_cast<std::size_t>(Supply::deficit)] = rate(deficit_j, sums.efficiency, run_mean);
  return supply;
}

}  // namespace

std::string supply_name(Supply supply) {
  switch (supply) {
    case Supply::grid:
      return "grid";
    case Supply::battery:
      return "battery";
    case Supply::deficit:
      break;
  }
  return "battery deficit";
}

BatterySupply::BatterySupply(const EnergyLedger& energy, const GridAssignment& grids, UtcTime start) {
  const TraceReader& trace = energy.trace();
  const auto mean = [&](std::int32_t host, double from_s, double to_s) {
    const auto site = static_cast<std::size_t>(energy.host_at(host).site);
    return grids.sites[site].signal->mean({start.epoch_s + from_s}, {start.epoch_s + to_s});
  };
  std::unordered_map<std::int32_t, BatterySums> batteries;
  trace.for_each<BatteryPackRow>([&](const BatteryPackRow& row) { batteries[row.host].efficiency = row.efficiency; });
  trace.for_each<BatteryRow>(
      [&](const BatteryRow& row) { batteries[row.host].add(row, mean(row.host, row.start_s, row.end_s)); });
  for (const auto& [host, sums] : batteries) hosts_[host] = supply_of(sums, mean(host, 0, trace.header().end_s));
}

const HostSupply* BatterySupply::of(std::int32_t host) const {
  const auto found = hosts_.find(host);
  return found == hosts_.end() ? nullptr : &found->second;
}

}  // namespace roundwatt
