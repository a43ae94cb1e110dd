#include "sim/learning/fcube.hpp"

#include <fmt/format.h>

#include <boost/random/uniform_real_distribution.hpp>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t parties = 4;
constexpr std::size_t most_points = 10'000'000;

Dataset draw_points(std::size_t count, RandomStream& stream) {
  Dataset data{"fcube", {}, {}, 2, {}};
  data.features.resize(static_cast<Eigen::Index>(count), 3);
  boost::random::uniform_real_distribution<double> coordinate{-1, 1};
  for (Eigen::Index row = 0; row < data.features.rows(); ++row) {
    for (Eigen::Index axis = 0; axis < 3; ++axis) data.features(row, axis) = static_cast<float>(coordinate(stream));
    data.labels.push_back(data.features(row, 0) > 0 ? 1 : 0);
  }
  return data;
}

/// The party that owns the point: opposite octants agree in whether x₂ and x₃ have the sign of x₁.
std::size_t party_of(const FeatureMatrix& points, Eigen::Index row) {
  const bool first = points(row, 0) > 0;
  const bool same_second = (points(row, 1) > 0) == first;
  const bool same_third = (points(row, 2) > 0) == first;
  return (same_second ? 0U : 2U) + (same_third ? 0U : 1U);
}

}  // namespace

DataSplits fcube(const FcubeOptions& options, RandomStream stream) {
  if (options.train < parties || options.train > most_points || options.test < 1 || options.test > most_points) {
    throw UserError{fmt::format("fcube with {} training and {} test points: it needs {} and 1, and takes up to {}.",
                                options.train, options.test, parties, most_points)};
  }
  DataSplits splits;
  splits.train = draw_points(options.train, stream);
  splits.test = draw_points(options.test, stream);
  for (std::size_t party = 0; party < parties; ++party) splits.clients.names.push_back(fmt::format("party-{}", party));
  splits.clients.rows.resize(parties);
  for (Eigen::Index row = 0; row < splits.train.features.rows(); ++row) {
    splits.clients.rows[party_of(splits.train.features, row)].push_back(static_cast<SampleRow>(row));
  }
  for (std::size_t party = 0; party < parties; ++party) {
    if (!splits.clients.rows[party].empty()) continue;
    throw UserError{
        fmt::format("fcube with {} training points leaves party {} without any. Raise the number.", options.train, party)};
  }
  return splits;
}

}  // namespace roundwatt
