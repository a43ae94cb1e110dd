#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/learning/client_data.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// Samples gathered side by side. Its memory grows to the largest batch and is kept.
template <class Scalar>
class BasicBatch {
 public:
  /// Takes copies of \p rows of the client's dataset, in their order. With noise_sd > 0 each feature gets noise drawn from
  /// N(0, noise_sd) by the stream (seed, "feature_noise", client, row): the same row is the same in every epoch, batch and
  /// position.
  void gather(const ClientData& data, std::span<const SampleRow> rows);

  Eigen::Index size() const { return static_cast<Eigen::Index>(labels_.size()); }
  SampleView<Scalar> features() const { return {features_.data(), size(), features_.cols()}; }
  std::span<const std::int32_t> labels() const { return labels_; }

 private:
  void add_noise(const ClientData& data, std::span<const SampleRow> rows);

  SampleMatrix<Scalar> features_;
  std::vector<std::int32_t> labels_;
};

using Batch = BasicBatch<float>;

}  // namespace roundwatt
