#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/learning/partition.hpp"

namespace roundwatt {

/// How many samples of one label a client has; labels that it lacks have no entry.
struct LabelCount {
  ClientId client;
  std::int32_t label;
  std::size_t count;
};

/// What a partition is like: docs/methods/partitions.md.
struct PartitionSummary {
  std::vector<LabelCount> label_counts;  ///< by client, then label
  std::vector<std::size_t> sizes;        ///< by client
  std::vector<ClientId> empty_clients;   ///< without samples: they have no label mix and do not count in the next three
  /// Of clients' label shares q to those of the data set p: ½ Σ |q − p|, in [0, 1); mean over clients and the largest.
  double mean_total_variation = 0, worst_total_variation = 0;
  double mean_effective_labels = 0;  ///< mean over clients of exp(− Σ q ln q), from 1 to the number of labels
  double size_gini = 0;              ///< Gini coefficient of all sizes: 0 where they are equal, below 1
};

/// \p partition is one of \p data.
PartitionSummary summarise(const Partition& partition, const Dataset& data);

/// Gini coefficient: the mean absolute difference of two clients' sizes over twice the mean size; 0 where all are 0.
double gini(std::vector<std::size_t> sizes);

}  // namespace roundwatt
