#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// How many points FCUBE has.
struct FcubeOptions {
  std::size_t train = 4000, test = 1000;
};

/// FCUBE (NIID-Bench: Li et al., ICDE 2022): points uniform in the cube [−1, 1]³, label 1 where x₁ > 0, else 0. The natural
/// clients are four parties, each with the two octants of the cube that lie symmetric about the origin.
/// \throws UserError when there are no test points or some party has no training point.
DataSplits fcube(const FcubeOptions& options, RandomStream stream);

}  // namespace roundwatt
