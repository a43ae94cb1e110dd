#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Sizes at evenly spaced quantiles from 0 to 1, linear in between: of N clients the one of rank i (from 0) has the size at
/// (i + ½) / N, rounded to a whole number; which client has which rank is drawn from \p stream.
std::vector<std::int64_t> samples_by_quantiles(const std::vector<double>& quantiles, std::size_t clients, RandomStream stream);

/// Sizes from a CSV file with columns client (0, 1, … each once) and samples (whole, at least 1).
/// \throws UserError with every problem.
std::vector<std::int64_t> samples_from_csv(const std::string& file);

}  // namespace roundwatt
