#pragma once

#include <catch2/catch.hpp>

namespace roundwatt {

/// Equal to \p value up to rounding: relative 1e-9, for comparison with a calculation by hand.
inline Catch::Detail::Approx soft(double value) { return Catch::Detail::Approx(value).epsilon(1e-9).margin(1e-12); }

}  // namespace roundwatt
