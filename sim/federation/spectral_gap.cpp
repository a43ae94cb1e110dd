#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <cstdint>
#include <numeric>

#include "sim/base/random_stream.hpp"
#include "sim/federation/mixing.hpp"

namespace roundwatt {

namespace {

using Vector = std::vector<double>;

double dot(const Vector& a, const Vector& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.0); }

/// What W does to vectors that add up to 0: its first eigenvalue, 1 of the constant vector, becomes 0.
Vector deflated(const Mixing& mixing, const Vector& x) {
  Vector y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    y[i] = mixing[i].own * x[i];
    for (const NeighbourWeight& neighbour : mixing[i].neighbours) y[i] += neighbour.weight * x[neighbour.peer];
  }
  const double mean = std::accumulate(y.begin(), y.end(), 0.0) / static_cast<double>(y.size());
  for (double& value : y) value -= mean;
  return y;
}

/// A symmetric tridiagonal matrix.
struct Tridiagonal {
  Vector diagonal, beside;  ///< beside[i] joins i and i + 1

  /// Number of eigenvalues below \p bound, by Sturm's sequence.
  std::size_t eigenvalues_below(double bound) const {
    constexpr double tiny = 1e-300;
    std::size_t below = 0;
    double pivot = 1;
    for (std::size_t i = 0; i < diagonal.size(); ++i) {
      const double joint = i == 0 ? 0 : beside[i - 1] * beside[i - 1];
      pivot = diagonal[i] - bound - (i == 0 ? 0 : joint / pivot);
      if (std::abs(pivot) < tiny) pivot = -tiny;
      below += pivot < 0 ? 1 : 0;
    }
    return below;
  }

  /// The largest |eigenvalue|, of a matrix whose eigenvalues are all in [−1, 1], by bisection.
  double radius() const {
    double low = 0;
    double high = 1 + 1e-12;
    for (int halving = 0; halving < 60; ++halving) {
      const double middle = (low + high) / 2;
      const bool all_within = eigenvalues_below(-middle) == 0 && eigenvalues_below(middle) == diagonal.size();
      (all_within ? high : low) = middle;
    }
    return (low + high) / 2;
  }
};

/// Directions that Lanczos's iteration starts from, with a share of every eigenvector.
Vector first_direction(std::size_t size) {
  RandomStream stream{0, "spectral_gap"};
  boost::random::normal_distribution<double> normal;
  Vector direction(size);
  for (double& value : direction) value = normal(stream);
  const double mean = std::accumulate(direction.begin(), direction.end(), 0.0) / static_cast<double>(size);
  for (double& value : direction) value -= mean;
  const double norm = std::sqrt(dot(direction, direction));
  for (double& value : direction) value /= norm;
  return direction;
}

}  // namespace

/// Without reorthogonalisation: copies of eigenvalues that have been found do no harm to the largest. It stops where a quarter
/// more of iterations changes nothing, or nothing new is found.
double spectral_gap(const Mixing& mixing) {
  constexpr double settled = 1e-13;
  constexpr double nothing_new = 1e-13;
  Tridiagonal found;
  Vector before(mixing.size(), 0);
  Vector direction = first_direction(mixing.size());
  double radius = -1;
  double joint = 0;
  for (std::size_t next_look = 16;;) {
    Vector image = deflated(mixing, direction);
    const double along = dot(image, direction);
    for (std::size_t i = 0; i < image.size(); ++i) image[i] -= along * direction[i] + joint * before[i];
    found.diagonal.push_back(along);
    joint = std::sqrt(dot(image, image));
    if (joint < nothing_new) return 1 - found.radius();
    if (found.diagonal.size() >= next_look) {
      const double now = found.radius();
      if (std::abs(now - radius) < settled) return 1 - now;
      radius = now;
      next_look += std::max<std::size_t>(16, next_look / 4);
    }
    found.beside.push_back(joint);
    before = std::move(direction);
    direction = std::move(image);
    for (double& value : direction) value /= joint;
  }
}

}  // namespace roundwatt
