#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

/// Samples are shuffled and dealt in equal parts; the first clients have one more where they do not divide.
/// \throws UserError when there are more clients than samples.
StoredPartition partition_iid(std::size_t samples, std::size_t clients, RandomStream stream);

/// How noisy the clients' features are.
struct FeatureNoise {
  std::size_t clients;
  double sigma;  ///< sd of the noise of the last client, in units of the features; client k has σ (k + 1) / N
};

/// The same, with features that are noisier from client to client (NIID-Bench: Li et al., ICDE 2022). The partition carries the
/// noise's standard deviation only. \throws UserError also when σ is not above 0.
StoredPartition partition_with_feature_noise(std::size_t samples, const FeatureNoise& options, RandomStream stream);

}  // namespace roundwatt
