#include "sim/learning/apportionment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace roundwatt {

std::vector<std::size_t> apportion(const std::vector<double>& weights, std::size_t total) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<std::size_t> parts(weights.size());
  std::vector<double> fraction(weights.size());
  std::vector<std::size_t> order;
  std::size_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double share = weights[i] / sum * static_cast<double>(total);
    // Rounding may lift the shares' sum by an ulp: the parts never exceed the total.
    parts[i] = std::min(static_cast<std::size_t>(share), total - given);
    fraction[i] = share - static_cast<double>(parts[i]);
    given += parts[i];
    if (weights[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
  for (std::size_t next = 0; given < total; ++given, ++next) ++parts[order[next % order.size()]];
  return parts;
}

std::vector<std::size_t> apportion_evenly(std::size_t parts, std::size_t total) {
  std::vector<std::size_t> sizes(parts, total / parts);
  std::fill_n(sizes.begin(), total % parts, total / parts + 1);
  return sizes;
}

}  // namespace roundwatt
