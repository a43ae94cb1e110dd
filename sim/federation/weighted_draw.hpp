#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// The places of min(\p count, those with a weight above 0) of \p weights, drawn one after another without replacement, each
/// with a probability in proportion to its weight among those that are left (Efraimidis and Spirakis, IPL 2006). In ascending
/// order. O(n). \pre weights are finite and ≥ 0.
std::vector<std::size_t> draw_weighted(const std::vector<double>& weights, std::size_t count, RandomStream& stream);

}  // namespace roundwatt
