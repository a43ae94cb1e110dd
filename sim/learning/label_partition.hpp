#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

struct ShardOptions {
  std::size_t clients;
  std::size_t shards_per_client = 2;
};

/// Samples sorted by label (then by row) are cut into clients × shards_per_client shards of equal size (the first are larger by
/// one where they do not divide), and each client gets shards_per_client of them at random (McMahan et al., AISTATS 2017: 100
/// clients, 2 shards of 300). \throws UserError when there are more clients, or more shards, than samples.
StoredPartition partition_by_shards(const Dataset& data, const ShardOptions& options, RandomStream stream);

struct LabelsPerClientOptions {
  std::size_t clients;
  std::size_t labels_per_client;  ///< k of #C = k
  std::size_t min_samples = 1;    ///< 0 allows clients without samples
};

/// #C = k of NIID-Bench (Li et al., ICDE 2022): client i has label i mod K and k − 1 others at random; the samples of a label
/// are shuffled and dealt in equal parts to those who have it (the first get one more where they do not divide). K counts the
/// labels that occur. With fewer clients than labels, the others are drawn from labels that nobody has as long as there are
/// any, so that no sample is left over. \throws UserError when k is not in [1, K], the clients cannot cover the labels, there
/// are more clients than samples, or a client gets fewer than min_samples.
StoredPartition partition_by_labels_per_client(const Dataset& data, const LabelsPerClientOptions& options, RandomStream stream);

}  // namespace roundwatt
