#pragma once

#include <string_view>

#include "sim/base/unit.hpp"

namespace roundwatt {

/// Reads a quantity as SimGrid's parser does: a finite decimal number and, unless it is 0, directly after it one of SimGrid's
/// units ("1.5Gf", "teraflops", "10MBps", "3ms"); without one it is in simgrid_si_unit(). For Dimension::speed, bandwidth and
/// time.
ParsedQuantity parse_simgrid_quantity(std::string_view text, Dimension dimension);

/// Whether \p text is a number, other than 0, without a unit: SimGrid takes it, and warns.
bool lacks_simgrid_unit(std::string_view text);

/// What a number without a unit is in: "flop/s (f)".
std::string_view simgrid_si_unit(Dimension dimension);

/// Whether \p number is so near to 0 that SimGrid does not read it: below 2.3e-308, where a double loses digits.
bool is_too_small_for_simgrid(double number);

/// The least bandwidth of a link, byte/s: SimGrid's solver takes what is far below it for nothing, and fails.
constexpr double slowest_link_byte_s = 1;

}  // namespace roundwatt
