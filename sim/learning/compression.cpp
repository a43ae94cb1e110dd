#include "sim/learning/compression.hpp"

#include <algorithm>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace roundwatt {

namespace {

constexpr std::int64_t bytes_of_value = 4;

/// Of \p values, at least one.
std::int64_t kept_of(double share, std::int64_t values) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(share * static_cast<double>(values) - 1e-9)));
}

/// The fewest whole bytes that tell \p values places apart.
std::int64_t bytes_of_index(std::int64_t values) {
  std::int64_t bytes = 1;
  while (bytes < 8 && (std::int64_t{1} << (8 * bytes)) < values) ++bytes;
  return bytes;
}

struct Size {
  std::int64_t values;

  std::int64_t dense() const { return bytes_of_value * values; }
  std::int64_t operator()(const FullPrecision&) const { return dense(); }
  std::int64_t operator()(const HalfPrecision&) const { return 2 * values; }
  std::int64_t operator()(const Qsgd& qsgd) const {
    std::int64_t bits = 1;
    while ((std::int64_t{1} << bits) < 2 * std::int64_t{qsgd.levels} + 1) ++bits;
    return std::min(dense(), bytes_of_value + (bits * values + 7) / 8);
  }
  std::int64_t operator()(const TopK& top) const {
    return std::min(dense(), kept_of(top.share, values) * (bytes_of_value + bytes_of_index(values)));
  }
  std::int64_t operator()(const RandomK& random) const {
    return std::min(dense(), kept_of(random.share, values) * bytes_of_value + 8);
  }
};

struct Work {
  double operator()(const FullPrecision&) const { return 0; }
  double operator()(const HalfPrecision&) const { return 1; }
  double operator()(const Qsgd&) const { return 4; }
  double operator()(const TopK&) const { return 4; }
  double operator()(const RandomK&) const { return 1; }
};

/// \p k of \p values places, each set equally likely.
std::vector<Eigen::Index> random_places(std::int64_t k, Eigen::Index values, RandomStream& stream) {
  std::vector<Eigen::Index> places(static_cast<std::size_t>(values));
  std::iota(places.begin(), places.end(), Eigen::Index{0});
  for (std::size_t i = 0; i < static_cast<std::size_t>(k); ++i) {
    std::swap(places[i], places[i + stream.below(places.size() - i)]);
  }
  places.resize(static_cast<std::size_t>(k));
  return places;
}

struct Transmission {
  const Parameters& change;  ///< with what was left over
  RandomStream& stream;

  Parameters operator()(const FullPrecision&) const { return change; }

  Parameters operator()(const HalfPrecision&) const {
    constexpr float most = 65504;
    return change.cwiseMin(most).cwiseMax(-most).cast<Eigen::half>().cast<float>();
  }

  Parameters operator()(const Qsgd& qsgd) const {
    const double norm = change.cast<double>().norm();
    Parameters sent = Parameters::Zero(change.size());
    if (!(norm > 0)) return sent;
    boost::random::uniform_real_distribution<double> uniform{0, 1};
    for (Eigen::Index i = 0; i < change.size(); ++i) {
      const double level = std::abs(static_cast<double>(change[i])) * qsgd.levels / norm;
      const double below = std::floor(level);
      const double rounded = below + (uniform(stream) < level - below ? 1 : 0);
      sent[i] = static_cast<float>(std::copysign(norm * rounded / qsgd.levels, static_cast<double>(change[i])));
    }
    return sent;
  }

  Parameters operator()(const TopK& top) const {
    std::vector<Eigen::Index> places(static_cast<std::size_t>(change.size()));
    std::iota(places.begin(), places.end(), Eigen::Index{0});
    const auto larger = [this](Eigen::Index a, Eigen::Index b) {
      const float of_a = std::abs(change[a]), of_b = std::abs(change[b]);
      return of_a != of_b ? of_a > of_b : a < b;
    };
    const auto end = places.begin() + kept_of(top.share, change.size());
    if (end != places.end()) std::nth_element(places.begin(), end, places.end(), larger);
    Parameters sent = Parameters::Zero(change.size());
    for (auto place = places.begin(); place != end; ++place) sent[*place] = change[*place];
    return sent;
  }

  Parameters operator()(const RandomK& random) const {
    const std::int64_t k = kept_of(random.share, change.size());
    const float scale = static_cast<float>(static_cast<double>(change.size()) / static_cast<double>(k));
    Parameters sent = Parameters::Zero(change.size());
    for (const Eigen::Index place : random_places(k, change.size(), stream)) sent[place] = scale * change[place];
    return sent;
  }
};

}  // namespace

Bytes compressed_size(const Compression& compression, std::int64_t values) {
  return Bytes{static_cast<double>(std::visit(Size{values}, compression))};
}

Flops encoding_work(const Compression& compression, std::int64_t values) {
  return Flops{std::visit(Work{}, compression) * static_cast<double>(values)};
}

bool keeps_residual(const Compression& compression) { return std::holds_alternative<TopK>(compression); }

Parameters transmitted(const Compression& compression, const Parameters& change, Parameters& residual, RandomStream stream) {
  if (!keeps_residual(compression)) return std::visit(Transmission{change, stream}, compression);
  const Parameters whole = residual.size() > 0 ? Parameters{change + residual} : change;
  Parameters sent = std::visit(Transmission{whole, stream}, compression);
  residual = whole - sent;
  return sent;
}

}  // namespace roundwatt
