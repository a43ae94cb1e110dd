#pragma once

#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/grid/forecast.hpp"
#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

/// Rounds that wait for cleaner power.
struct WaitingChoice {
  Seconds slack;                 ///< the longest wait before a round; 0: none waits
  double saving = 0.05;          ///< least share of the grams of a round that a wait must save; in [0, 1]
  std::optional<Seconds> total;  ///< all waits of the run together; nothing: no bound

  bool operator==(const WaitingChoice&) const = default;
};

/// What controllers inside the run foresee of the grid.
struct ForecastChoice {
  FileReference file;   ///< forecasts as they were issued; not given: the grid itself
  ForecastError error;  ///< on the grid itself

  bool operator==(const ForecastChoice&) const = default;
};

}  // namespace roundwatt
