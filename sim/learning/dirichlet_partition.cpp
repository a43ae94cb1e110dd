#include "sim/learning/dirichlet_partition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/learning/apportionment.hpp"
#include "sim/learning/deal_rows.hpp"
#include "sim/learning/dirichlet.hpp"
#include "sim/learning/label_pools.hpp"
#include "sim/learning/partition_checks.hpp"
#include "sim/learning/shuffle.hpp"
#include "sim/learning/size_draw.hpp"

namespace roundwatt {

namespace {

/// How many samples of each label each client has.
using LabelSizes = std::vector<std::vector<std::size_t>>;

std::vector<std::size_t> sum_by_client(const LabelSizes& labels) {
  std::vector<std::size_t> sizes(labels.front().size(), 0);
  for (const auto& of_label : labels) {
    for (std::size_t client = 0; client < sizes.size(); ++client) sizes[client] += of_label[client];
  }
  return sizes;
}

/// No more to those who have their fair share. Should all shares vanish then, the draw stands.
std::vector<double> capped(std::vector<double> shares, const std::vector<std::size_t>& sizes, double fair_share) {
  std::vector<double> all = shares;
  for (std::size_t client = 0; client < shares.size(); ++client) {
    if (static_cast<double>(sizes[client]) >= fair_share) shares[client] = 0;
  }
  return std::any_of(shares.begin(), shares.end(), [](double share) { return share > 0; }) ? shares : all;
}

LabelSizes draw_label_sizes(const LabelIndex& index, const DirichletPerClass& options, RandomStream& stream) {
  const std::vector<double> concentrations(options.clients, options.alpha);
  const double fair_share = static_cast<double>(index.samples) / static_cast<double>(options.clients);
  std::vector<std::size_t> sizes(options.clients, 0);
  LabelSizes labels;
  for (const auto& rows : index.rows) {
    std::vector<double> shares = draw_dirichlet(concentrations, stream);
    if (options.cap == ClientCap::fair_share) shares = capped(std::move(shares), sizes, fair_share);
    labels.push_back(apportion(shares, rows.size()));
    for (std::size_t client = 0; client < sizes.size(); ++client) sizes[client] += labels.back()[client];
  }
  return labels;
}

/// A mix for each client.
using LabelMixes = std::vector<std::vector<double>>;

LabelMixes draw_mixes(std::size_t clients, const std::vector<double>& concentrations, RandomStream& stream) {
  LabelMixes mixes;
  for (std::size_t client = 0; client < clients; ++client) mixes.push_back(draw_dirichlet(concentrations, stream));
  return mixes;
}

/// One turn for each sample that a client gets, client after client.
std::vector<std::size_t> turns_of(const std::vector<std::size_t>& sizes) {
  std::vector<std::size_t> turns;
  for (std::size_t client = 0; client < sizes.size(); ++client) turns.insert(turns.end(), sizes[client], client);
  return turns;
}

StoredPartition take_in_turns(const LabelIndex& index, const LabelMixes& mixes, const std::vector<std::size_t>& turns,
                              RandomStream& stream) {
  LabelPools pools{index, stream};
  ClientRows rows(mixes.size());
  for (const std::size_t client : turns) rows[client].push_back(pools.take(mixes[client], stream));
  return StoredPartition{rows};
}

StoredPartition equal_sizes(const LabelIndex& index, const DirichletPerClient& options,
                            const std::vector<double>& concentrations, RandomStream& stream) {
  const LabelMixes mixes = draw_mixes(options.clients, concentrations, stream);
  return take_in_turns(index, mixes, turns_of(apportion_evenly(options.clients, index.samples)), stream);
}

}  // namespace

StoredPartition partition_dirichlet_per_class(const Dataset& data, const DirichletPerClass& options, RandomStream stream) {
  check_positive("alpha", options.alpha);
  check_clients(options.clients, data.samples(), options.min_samples);
  const LabelIndex index = index_labels(data);
  const LabelSizes sizes = draw_until_enough(
      options.min_samples, [&] { return draw_label_sizes(index, options, stream); }, sum_by_client);
  ClientRows dealt(options.clients);
  for (std::size_t label = 0; label < sizes.size(); ++label) {
    const ClientRows parts = deal_rows(index.rows[label], sizes[label], stream);
    for (std::size_t client = 0; client < parts.size(); ++client) {
      dealt[client].insert(dealt[client].end(), parts[client].begin(), parts[client].end());
    }
  }
  return StoredPartition{dealt};
}

StoredPartition partition_dirichlet_per_client_equal(const Dataset& data, const DirichletPerClient& options,
                                                     RandomStream stream) {
  check_positive("alpha", options.alpha);
  check_clients(options.clients, data.samples(), options.min_samples);
  const LabelIndex index = index_labels(data);
  return equal_sizes(index, options, std::vector<double>(index.labels.size(), options.alpha), stream);
}

StoredPartition partition_dirichlet_prior_scaled(const Dataset& data, const DirichletPerClient& options, RandomStream stream) {
  check_positive("alpha", options.alpha);
  check_clients(options.clients, data.samples(), options.min_samples);
  const LabelIndex index = index_labels(data);
  std::vector<double> concentrations = index.shares();
  for (double& concentration : concentrations) concentration *= options.alpha;
  return equal_sizes(index, options, concentrations, stream);
}

StoredPartition partition_dirichlet_per_client_lognormal(const Dataset& data, const DirichletLognormal& options,
                                                         RandomStream stream) {
  check_positive("alpha", options.alpha);
  if (!(options.sigma >= 0 && options.sigma <= 1e9)) {
    throw UserError{fmt::format("sigma = {} must be a number in [0, 1e9].", options.sigma)};
  }
  check_clients(options.clients, data.samples(), options.min_samples);
  const LabelIndex index = index_labels(data);
  const auto sizes = draw_lognormal_sizes({index.samples, options.clients, options.sigma, options.min_samples}, stream);
  const LabelMixes mixes = draw_mixes(options.clients, std::vector<double>(index.labels.size(), options.alpha), stream);
  return take_in_turns(index, mixes, shuffled(turns_of(sizes), stream), stream);
}

}  // namespace roundwatt
