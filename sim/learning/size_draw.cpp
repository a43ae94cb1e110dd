#include "sim/learning/size_draw.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>

#include "sim/learning/apportionment.hpp"
#include "sim/learning/partition_checks.hpp"

namespace roundwatt {

namespace {

/// In proportion to exp(σ z), the largest 1: no σ overflows.
std::vector<double> lognormal_weights(std::size_t clients, double sigma, RandomStream& stream) {
  boost::random::normal_distribution<double> normal{0, 1};
  std::vector<double> weights;
  for (std::size_t k = 0; k < clients; ++k) weights.push_back(sigma * normal(stream));
  const double largest = *std::max_element(weights.begin(), weights.end());
  for (double& weight : weights) weight = std::exp(weight - largest);
  return weights;
}

}  // namespace

std::vector<std::size_t> draw_lognormal_sizes(const LognormalSizes& options, RandomStream& stream) {
  return draw_until_enough(
      options.min_samples,
      [&] { return apportion(lognormal_weights(options.clients, options.sigma, stream), options.samples); },
      [](const std::vector<std::size_t>& sizes) { return sizes; });
}

}  // namespace roundwatt
