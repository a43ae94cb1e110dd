#include "sim/learning/batch.hpp"

#include <boost/random/normal_distribution.hpp>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

namespace {

/// Asks for a row that is copied next: rows lie anywhere, and the processor foresees only what follows in memory.
void prefetch(const FeatureMatrix& source, SampleRow row) {
  constexpr Eigen::Index cache_line = 64 / sizeof(float);
  const float* begin = source.row(row).data();
  for (Eigen::Index i = 0; i < source.cols(); i += cache_line) __builtin_prefetch(begin + i);
}

}  // namespace

template <class Scalar>
void BasicBatch<Scalar>::gather(const ClientData& data, std::span<const SampleRow> rows) {
  const auto count = static_cast<Eigen::Index>(rows.size());
  const FeatureMatrix& source = data.data->features;
  if (features_.rows() < count || features_.cols() != source.cols()) features_.resize(count, source.cols());
  labels_.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i + 1 < rows.size()) prefetch(source, rows[i + 1]);
    features_.row(static_cast<Eigen::Index>(i)) = source.row(rows[i]).template cast<Scalar>();
    labels_[i] = data.data->labels[rows[i]];
  }
  if (data.noise_sd > 0) add_noise(data, rows);
}

template <class Scalar>
void BasicBatch<Scalar>::add_noise(const ClientData& data, std::span<const SampleRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RandomStream stream{data.seed, "feature_noise", data.client, rows[i]};
    boost::random::normal_distribution<double> noise{0, data.noise_sd};
    for (Scalar& feature : features_.row(static_cast<Eigen::Index>(i))) feature += static_cast<Scalar>(noise(stream));
  }
}

template class BasicBatch<float>;
template class BasicBatch<double>;

}  // namespace roundwatt
