#pragma once

#include <cstddef>
#include <filesystem>

#include "sim/learning/data_splits.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

/// The clients that the data set has of itself. \throws UserError when it has none.
StoredPartition partition_naturally(const DataSplits& splits);

/// A CSV file with columns sample (row of the training set, from 0) and client (from 0), in any order: each of \p samples once,
/// clients without gaps. Files of up to 1 GiB. \throws UserError with the first twenty problems and their number.
StoredPartition partition_from_csv(std::size_t samples, const std::filesystem::path& file);

}  // namespace roundwatt
