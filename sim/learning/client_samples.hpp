#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Sizes at evenly spaced quantiles from 0 to 1, linear in between: of N clients the one of rank i (from 0) has the size at
/// (i + ½) / N, rounded to a whole number; which client has which rank is drawn from \p stream.
std::vector<std::int64_t> samples_by_quantiles(const std::vector<double>& quantiles, std::size_t clients, RandomStream stream);

/// How many samples each client has, and where it lives if the file says so.
struct ClientSamples {
  std::vector<std::int64_t> sizes;
  std::vector<std::size_t> devices;  ///< by client, ascending; empty where clients are numbered
};

/// Sizes from a CSV file with columns client (0, 1, … each once) and samples (whole, at least 1). Where client, or a column
/// device in its stead, names some of \p devices, these have a client each, numbered in the order of \p devices.
/// \throws UserError with every problem.
ClientSamples samples_from_csv(const std::string& file, const std::vector<std::string>& devices);

}  // namespace roundwatt
