#pragma once

#include "tests/catch.hpp"

namespace roundwatt {

/// Equal to \p value up to rounding: relative 1e-9, for comparison with a calculation by hand.
inline Catch::Approx soft(double value) { return Catch::Approx(value).epsilon(1e-9).margin(1e-12); }

}  // namespace roundwatt
