#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/grid/grid_signal.hpp"

namespace roundwatt {

/// What the header of a column says of the values below it.
struct ColumnMeaning {
  enum class Of {
    intensity,  ///< a mass for an energy, or by name a carbon intensity
    other,      ///< another quantity
    unsaid      ///< a mere name, such as that of a zone
  };

  Of of = Of::unsaid;
  std::string quantity;             ///< of another one: "a power"
  std::optional<double> g_per_kwh;  ///< what a value is multiplied by, where the unit is there
  std::optional<GridKind> kind;     ///< where the name says it
  GridAccounting accounting = GridAccounting::unknown;
  std::string zone;  ///< what is left of the name without all this
};

/// Reads the name of a column: "Carbon intensity gCO₂eq/kWh (direct)", "DE [lb/MWh]", "Load (MW)", "US-CAL-CISO".
ColumnMeaning meaning_of(std::string_view header);

/// The grams in a kilowatt-hour that one of \p unit is, such as 0.45359237 of lb/MWh; nothing for what is no such unit.
std::optional<double> g_per_kwh_of(std::string_view unit);

/// Those that g_per_kwh_of() knows, as people write them.
std::vector<std::string> intensity_units();

}  // namespace roundwatt
