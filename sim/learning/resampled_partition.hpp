#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/learning/label_index.hpp"
#include "sim/learning/partition.hpp"

namespace roundwatt {

struct ResampledOptions {
  std::size_t clients;  ///< may be more than samples
  std::size_t samples_per_client;
  double alpha;  ///< in (0, 1e9]
};

/// Clients that draw their samples with replacement, so that there may be more of them than samples. Each has a label mix of
/// its own from Dirichlet(α K p), p the shares of the K labels that occur: Dirichlet(α, …, α) where they are equally frequent,
/// and for large α the data set's own mix. Nothing is held for a client: its rows follow from the seed and its number, whenever
/// asked.
class ResampledPartition final : public Partition {
 public:
  /// \throws UserError when there are no samples or an option is out of its range.
  ResampledPartition(const Dataset& data, const ResampledOptions& options, std::uint64_t seed);

  std::size_t clients() const override { return options_.clients; }
  std::size_t samples(ClientId) const override { return options_.samples_per_client; }
  std::vector<SampleRow> rows(ClientId client) const override;
  double noise_sd(ClientId) const override { return 0; }

 private:
  ResampledOptions options_;
  std::uint64_t seed_;
  LabelIndex index_;
  std::vector<double> concentrations_;
};

}  // namespace roundwatt
