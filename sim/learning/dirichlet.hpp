#pragma once

#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Shares that sum to 1, drawn from the Dirichlet distribution with \p concentrations (each > 0, finite). Gamma variates are
/// drawn as logarithms, Gamma(a) = Gamma(a + 1) · U^(1/a), so that tiny concentrations give one share of 1 and no 0 / 0.
std::vector<double> draw_dirichlet(const std::vector<double>& concentrations, RandomStream& stream);

}  // namespace roundwatt
