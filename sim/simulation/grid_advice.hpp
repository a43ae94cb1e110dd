#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/grid/forecast.hpp"
#include "sim/grid/grid_table.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// What controllers inside the run are told of the grid zones of the fleet, and what of it goes into the trace: each figure
/// when it is told first, and again when it changes.
class GridAdvice {
 public:
  /// \throws UserError with what is wrong with carbon.forecast.file, or with the zones that it lacks at the start.
  GridAdvice(const Scenario& scenario, const Fleet& fleet, const GridTable& grid);

  using Listener = std::function<void(const SignalRow& row)>;
  /// \p listener hears every figure that is told for the first time.
  void listen(Listener listener) { listener_ = std::move(listener); }

  /// The intensity at \p site of the fleet, g/kWh, as far as it is known at \p now of [now, until].
  StepFunction tell(std::int32_t site, double now, double until);
  /// Up to when the intensity at \p site is foreseen at \p now.
  double covered_until(std::int32_t site, double now) const { return zone_of(site).forecast->covered_until(now); }
  const std::string& zone(std::int32_t site) const { return zone_of(site).name; }

 private:
  struct Figure {
    bool actual = false;  ///< held when it was told, or was foreseen
    double value = 0;

    bool operator==(const Figure&) const = default;
  };
  struct Zone {
    std::string name;
    std::unique_ptr<Forecast> forecast;
    std::map<double, Figure> told;  ///< by the instant from which it holds
  };

  const Zone& zone_of(std::int32_t site) const { return zones_[zone_at_[static_cast<std::size_t>(site)]]; }
  void note(Zone& zone, const StepFunction& known, double now);

  std::vector<Zone> zones_;           ///< by name
  std::vector<std::size_t> zone_at_;  ///< by site
  Listener listener_;
};

}  // namespace roundwatt
