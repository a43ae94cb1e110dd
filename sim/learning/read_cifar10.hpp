#pragma once

#include <filesystem>

#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// CIFAR-10's binary layout (Krizhevsky 2009): data_batch_1.bin … data_batch_5.bin to train on and test_batch.bin in \p folder;
/// a sample is one byte of label (0–9) and 3 × 32 × 32 bytes, channel by channel. Features are bytes / 255.
/// \throws UserError with every file that is absent, empty or no whole number of samples, and every label above 9.
DataSplits read_cifar10_binary(const std::filesystem::path& folder);

}  // namespace roundwatt
