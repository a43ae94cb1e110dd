#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/random_stream.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

/// Shuffles \p rows and deals them in parts of \p sizes, which sum to their number.
ClientRows deal_rows(std::vector<SampleRow> rows, const std::vector<std::size_t>& sizes, RandomStream& stream);

/// 0, 1, … \p samples − 1.
std::vector<SampleRow> all_rows(std::size_t samples);

}  // namespace roundwatt
