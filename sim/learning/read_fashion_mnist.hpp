#pragma once

#include <filesystem>

#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// Where the four files are looked for unless a scenario says where: where Debian's package dataset-fashion-mnist puts them,
/// or, if they are not there, in share/datasets/fashion-mnist beside the program's bin.
std::filesystem::path fashion_mnist_folder();

/// Fashion-MNIST (Xiao et al. 2017): 60,000 training and 10,000 test images of 28 × 28 pixels, 10 classes, from the four IDX
/// files in \p folder, gzip or unpacked. Sizes and SHA-256 of the unpacked contents are checked.
/// \throws UserError with every file that is absent or has another content.
DataSplits read_fashion_mnist(const std::filesystem::path& folder);

}  // namespace roundwatt
