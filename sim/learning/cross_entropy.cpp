#include "sim/learning/cross_entropy.hpp"

#include <algorithm>

namespace roundwatt {

namespace {

template <class Scalar>
using Group = Eigen::Array<Scalar, sample_group, 1>;

/// Class \p column of the samples from \p row on.
template <class Scalar>
auto group_of(UnitMatrix<Scalar>& logits, Eigen::Index row, Eigen::Index column) {
  return Eigen::Map<Group<Scalar>>(&logits(row, column));
}
template <class Scalar>
auto group_of(const UnitMatrix<Scalar>& logits, Eigen::Index row, Eigen::Index column) {
  return Eigen::Map<const Group<Scalar>>(&logits(row, column));
}

template <class Scalar>
Group<Scalar> highest(const UnitMatrix<Scalar>& logits, Eigen::Index row) {
  Group<Scalar> most = group_of(logits, row, 0);
  for (Eigen::Index k = 1; k < logits.cols(); ++k) most = most.max(group_of(logits, row, k));
  return most;
}

/// What the samples from \p row on have as logit of their own class; rows past the batch have 0.
template <class Scalar>
Group<Scalar> logits_of_labels(const UnitMatrix<Scalar>& logits, Eigen::Index row, std::span<const std::int32_t> labels) {
  Group<Scalar> own = Group<Scalar>::Zero();
  const Eigen::Index end = std::min(sample_group, static_cast<Eigen::Index>(labels.size()) - row);
  for (Eigen::Index i = 0; i < end; ++i) own[i] = logits(row + i, labels[static_cast<std::size_t>(row + i)]);
  return own;
}

/// Sum over the samples of the batch among the eight from \p row on, in double and in their order.
template <class Scalar>
double sum_of_batch(const Group<Scalar>& values, Eigen::Index row, Eigen::Index batch) {
  double sum = 0;
  for (Eigen::Index i = 0; i < std::min(sample_group, batch - row); ++i) sum += static_cast<double>(values[i]);
  return sum;
}

}  // namespace

Evaluation& Evaluation::operator+=(const Evaluation& other) {
  loss_sum += other.loss_sum;
  correct += other.correct;
  samples += other.samples;
  return *this;
}

template <class Scalar>
Evaluation evaluate_logits(const UnitMatrix<Scalar>& logits, std::span<const std::int32_t> labels) {
  const auto batch = static_cast<Eigen::Index>(labels.size());
  Evaluation result{0, 0, batch};
  for (Eigen::Index row = 0; row < batch; row += sample_group) {
    const Group<Scalar> most = highest(logits, row);
    Group<Scalar> sum = Group<Scalar>::Zero();
    for (Eigen::Index k = 0; k < logits.cols(); ++k) sum += (group_of(logits, row, k) - most).exp();
    const Group<Scalar> losses = sum.log() + (most - logits_of_labels(logits, row, labels));
    result.loss_sum += sum_of_batch(losses, row, batch);
  }
  for (Eigen::Index row = 0; row < batch; ++row) {
    Eigen::Index guess = 0;
    for (Eigen::Index k = 1; k < logits.cols(); ++k) guess = logits(row, k) > logits(row, guess) ? k : guess;
    result.correct += guess == labels[static_cast<std::size_t>(row)] ? 1 : 0;
  }
  return result;
}

template <class Scalar>
BatchLoss turn_into_error(UnitMatrix<Scalar>& logits, std::span<const std::int32_t> labels) {
  const auto batch = static_cast<Eigen::Index>(labels.size());
  const Scalar share = Scalar{1} / static_cast<Scalar>(batch);
  BatchLoss loss;
  for (Eigen::Index row = 0; row < batch; row += sample_group) {
    const Group<Scalar> most = highest(logits, row);
    const Group<Scalar> own = logits_of_labels(logits, row, labels);
    Group<Scalar> sum = Group<Scalar>::Zero();
    for (Eigen::Index k = 0; k < logits.cols(); ++k) {
      const Group<Scalar> power = (group_of(logits, row, k) - most).exp();
      group_of(logits, row, k) = power;
      sum += power;
    }
    const Group<Scalar> losses = sum.log() + (most - own);
    loss.mean += sum_of_batch<Scalar>(losses, row, batch);
    loss.mean_square += sum_of_batch<Scalar>(losses.square(), row, batch);
    const Group<Scalar> scale = share / sum;
    for (Eigen::Index k = 0; k < logits.cols(); ++k) group_of(logits, row, k) *= scale;
  }
  for (Eigen::Index row = 0; row < batch; ++row) logits(row, labels[static_cast<std::size_t>(row)]) -= share;
  loss.mean /= static_cast<double>(batch);
  loss.mean_square /= static_cast<double>(batch);
  return loss;
}

template Evaluation evaluate_logits<float>(const UnitMatrix<float>&, std::span<const std::int32_t>);
template Evaluation evaluate_logits<double>(const UnitMatrix<double>&, std::span<const std::int32_t>);
template BatchLoss turn_into_error<float>(UnitMatrix<float>&, std::span<const std::int32_t>);
template BatchLoss turn_into_error<double>(UnitMatrix<double>&, std::span<const std::int32_t>);

}  // namespace roundwatt
