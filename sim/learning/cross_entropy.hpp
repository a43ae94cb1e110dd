#pragma once

#include <cstdint>
#include <span>

#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// Samples are worked on in groups of this many: logits come in buffers whose rows are a multiple of it, and what lies in the
/// rows past the batch is never used. So all of them take the vectorised path and a sample's result does not depend on its
/// place in the batch.
constexpr Eigen::Index sample_group = 8;

constexpr Eigen::Index whole_groups(Eigen::Index samples) { return (samples + sample_group - 1) / sample_group * sample_group; }

/// What a model makes of some samples; add up over batches.
struct Evaluation {
  double loss_sum = 0;  ///< cross-entropy in nats, or the loss of the model
  std::int64_t correct = 0;
  std::int64_t samples = 0;

  double loss() const { return loss_sum / static_cast<double>(samples); }
  double accuracy() const { return static_cast<double>(correct) / static_cast<double>(samples); }
  Evaluation& operator+=(const Evaluation& other);
};

/// Cross-entropy of softmax(logits) against \p labels, and hits; of equally high logits the first class is the guess.
/// \p logits is [whole groups × classes]. Not finite where a logit is not.
template <class Scalar>
Evaluation evaluate_logits(const UnitMatrix<Scalar>& logits, std::span<const std::int32_t> labels);

/// The cross-entropy of the samples of a batch, in nats.
struct BatchLoss {
  double mean = 0;
  double mean_square = 0;
};

/// Turns the logits of a batch into the gradient of the mean cross-entropy by them, (softmax − one-hot) / n.
template <class Scalar>
BatchLoss turn_into_error(UnitMatrix<Scalar>& logits, std::span<const std::int32_t> labels);

}  // namespace roundwatt
