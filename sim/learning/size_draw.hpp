#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// What log-normal sizes are drawn from.
struct LognormalSizes {
  std::size_t samples, clients;
  double sigma;             ///< sd of the logarithm; 0 for equal sizes
  std::size_t min_samples;  ///< of each client
};

/// Sizes in proportion to exp(σ z), z ~ N(0, 1), that sum to the samples (largest remainders); drawn anew up to 200 times while
/// one is below the minimum. \throws UserError when that does not help.
std::vector<std::size_t> draw_lognormal_sizes(const LognormalSizes& options, RandomStream& stream);

}  // namespace roundwatt
