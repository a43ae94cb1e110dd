#include "sim/learning/resampled_partition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/uniform_01.hpp>
#include <limits>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/learning/dirichlet.hpp"
#include "sim/learning/partition_checks.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t most_clients = std::numeric_limits<std::int32_t>::max();  // of an Id

void check(const Dataset& data, const ResampledOptions& options) {
  check_positive("alpha", options.alpha);
  if (data.samples() == 0) throw UserError{fmt::format("{} has no samples to draw from.", data.name)};
  if (options.clients < 1 || options.clients > most_clients) {
    throw UserError{fmt::format("clients = {} must be in [1, {}].", options.clients, most_clients)};
  }
  if (options.samples_per_client < 1 || options.samples_per_client > data.samples()) {
    throw UserError{fmt::format("samples_per_client = {} must be in [1, {}], the number of samples.",
                                options.samples_per_client, data.samples())};
  }
}

}  // namespace

ResampledPartition::ResampledPartition(const Dataset& data, const ResampledOptions& options, std::uint64_t seed)
    : options_{options}, seed_{seed} {
  check(data, options);
  index_ = index_labels(data);
  const auto labels = static_cast<double>(index_.labels.size());
  for (const double share : index_.shares()) concentrations_.push_back(options.alpha * labels * share);
}

std::vector<SampleRow> ResampledPartition::rows(ClientId client) const {
  RandomStream stream{seed_, "resampled", client.index()};
  std::vector<double> below = draw_dirichlet(concentrations_, stream);
  std::partial_sum(below.begin(), below.end(), below.begin());
  boost::random::uniform_01<double> height;
  std::vector<SampleRow> rows;
  rows.reserve(options_.samples_per_client);
  for (std::size_t i = 0; i < options_.samples_per_client; ++i) {
    const auto label = std::upper_bound(below.begin(), below.end() - 1, height(stream) * below.back());
    const std::vector<SampleRow>& of_label = index_.rows[static_cast<std::size_t>(label - below.begin())];
    rows.push_back(of_label[stream.below(of_label.size())]);
  }
  return rows;
}

}  // namespace roundwatt
