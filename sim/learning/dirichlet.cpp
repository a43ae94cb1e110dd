#include "sim/learning/dirichlet.hpp"

#include <algorithm>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>

namespace roundwatt {

namespace {

double draw_log_gamma(double shape, RandomStream& stream) {
  // Below this the logarithm would overflow; the shares are one 1 and 0s long before.
  shape = std::max(shape, 1e-300);
  const double above_one = boost::random::gamma_distribution<double>{shape + 1, 1}(stream);
  const double uniform = 1 - boost::random::uniform_01<double>{}(stream);  // in (0, 1]
  return std::log(above_one) + std::log(uniform) / shape;
}

}  // namespace

std::vector<double> draw_dirichlet(const std::vector<double>& concentrations, RandomStream& stream) {
  std::vector<double> shares;
  shares.reserve(concentrations.size());
  for (const double concentration : concentrations) shares.push_back(draw_log_gamma(concentration, stream));
  const double largest = *std::max_element(shares.begin(), shares.end());
  double sum = 0;
  for (double& share : shares) sum += share = std::exp(share - largest);
  for (double& share : shares) share /= sum;
  return shares;
}

}  // namespace roundwatt
