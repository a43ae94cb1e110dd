#pragma once

#include <cstdint>
#include <vector>

#include "sim/learning/dataset.hpp"

namespace roundwatt {

/// The samples that one client holds: rows of a dataset that outlives it.
struct ClientData {
  const Dataset* data = nullptr;
  std::vector<SampleRow> rows;
  double noise_sd = 0;       ///< of the Gaussian noise on every feature; ≥ 0
  std::uint64_t seed = 0;    ///< of the run: noise and shuffling derive from it
  std::uint64_t client = 0;  ///< its number

  std::int64_t samples() const { return static_cast<std::int64_t>(rows.size()); }
};

}  // namespace roundwatt
