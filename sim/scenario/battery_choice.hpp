#pragma once

#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/scenario/availability_choice.hpp"

namespace roundwatt {

enum class Charging { always, never, daily };

/// How devices live on their batteries: docs/methods/batteries.md. Levels are shares of the capacity.
struct BatteryChoice {
  std::optional<double> initial;     ///< nothing: batteries are not looked at
  std::optional<double> initial_to;  ///< then each device's level is drawn between the two
  double min_charge = 0;             ///< from which a device can be asked
  double floor = 0;                  ///< at which it goes off
  std::optional<Charging> charging;
  std::optional<TimeOfDay> from, to;  ///< of charging daily, on the clock of the device's site
  Seconds jitter;                     ///< largest shift of a device's hours

  bool operator==(const BatteryChoice&) const = default;
};

}  // namespace roundwatt
