#include "sim/learning/quantity_partition.hpp"

#include <cmath>

#include "sim/learning/apportionment.hpp"
#include "sim/learning/deal_rows.hpp"
#include "sim/learning/dirichlet.hpp"
#include "sim/learning/partition_checks.hpp"
#include "sim/learning/shuffle.hpp"
#include "sim/learning/size_draw.hpp"

namespace roundwatt {

namespace {

std::vector<double> power_law_weights(const QuantityOptions& options) {
  std::vector<double> weights;
  for (std::size_t rank = 1; rank <= options.clients; ++rank) {
    weights.push_back(std::pow(static_cast<double>(rank), -options.parameter));
  }
  return weights;
}

/// No draw changes the sizes, only their order.
std::vector<std::size_t> power_law_sizes(std::size_t samples, const QuantityOptions& options, RandomStream& stream) {
  const std::vector<std::size_t> sizes = apportion(power_law_weights(options), samples);
  check_least(sizes, options.min_samples);
  return shuffled(sizes, stream);
}

std::vector<std::size_t> dirichlet_sizes(std::size_t samples, const QuantityOptions& options, RandomStream& stream) {
  const std::vector<double> concentrations(options.clients, options.parameter);
  return draw_until_enough(
      options.min_samples, [&] { return apportion(draw_dirichlet(concentrations, stream), samples); },
      [](const std::vector<std::size_t>& sizes) { return sizes; });
}

std::vector<std::size_t> sizes_by(std::size_t samples, const QuantityOptions& options, RandomStream& stream) {
  switch (options.skew) {
    case QuantitySkew::lognormal:
      return draw_lognormal_sizes({samples, options.clients, options.parameter, options.min_samples}, stream);
    case QuantitySkew::power_law:
      return power_law_sizes(samples, options, stream);
    case QuantitySkew::dirichlet:
      return dirichlet_sizes(samples, options, stream);
  }
  __builtin_unreachable();
}

}  // namespace

StoredPartition partition_by_quantity(std::size_t samples, const QuantityOptions& options, RandomStream stream) {
  check_positive("parameter", options.parameter);
  check_clients(options.clients, samples, options.min_samples);
  const std::vector<std::size_t> sizes = sizes_by(samples, options, stream);
  return StoredPartition{deal_rows(all_rows(samples), sizes, stream)};
}

}  // namespace roundwatt
