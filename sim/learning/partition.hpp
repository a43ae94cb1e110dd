#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/learning/dataset.hpp"

namespace roundwatt {

/// Which client has which samples of the training set.
class Partition {
 public:
  virtual ~Partition() = default;
  virtual std::size_t clients() const = 0;
  virtual std::size_t samples(ClientId client) const = 0;
  virtual std::vector<SampleRow> rows(ClientId client) const = 0;
  /// The standard deviation of the normal noise that the client's features carry; whoever gathers them adds it.
  virtual double noise_sd(ClientId client) const = 0;
};

/// The rows of each client.
using ClientRows = std::vector<std::vector<SampleRow>>;

/// A partition that is held as a whole: each sample with one client.
class StoredPartition final : public Partition {
 public:
  /// \p noise_sigma is σ of noise_sd(k) = σ (k + 1) / N (NIID-Bench: Li et al., ICDE 2022); 0 for none.
  explicit StoredPartition(const ClientRows& rows, double noise_sigma = 0);

  std::size_t clients() const override { return begins_.size() - 1; }
  std::size_t samples(ClientId client) const override { return begins_[client.index() + 1] - begins_[client.index()]; }
  std::vector<SampleRow> rows(ClientId client) const override;
  double noise_sd(ClientId client) const override;

 private:
  std::vector<std::size_t> begins_{0};  ///< where each client's rows begin, and the end
  std::vector<SampleRow> rows_;
  double noise_sigma_;
};

}  // namespace roundwatt
