#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

/// What the sizes of clients follow; which samples they have is left to chance.
enum class QuantitySkew {
  lognormal,  ///< in proportion to exp(parameter · z), z ~ N(0, 1)
  power_law,  ///< the client of rank r (from 1) in proportion to r^(−parameter); which client has which rank is drawn
  dirichlet   ///< shares drawn from Dirichlet(parameter, …) (NIID-Bench: Li et al., ICDE 2022)
};

struct QuantityOptions {
  std::size_t clients;
  QuantitySkew skew;
  double parameter;             ///< sd of the logarithm, exponent or concentration; in (0, 1e9]
  std::size_t min_samples = 1;  ///< 0 allows clients without samples
};

/// Whole sizes by largest remainders. Draws that leave a client with fewer than min_samples are drawn anew, up to 200 times.
/// \throws UserError for options out of range, more clients than samples, a minimum that cannot be met or was not.
StoredPartition partition_by_quantity(std::size_t samples, const QuantityOptions& options, RandomStream stream);

}  // namespace roundwatt
