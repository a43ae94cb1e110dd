#include "sim/learning/label_partition.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/learning/apportionment.hpp"
#include "sim/learning/deal_rows.hpp"
#include "sim/learning/label_index.hpp"
#include "sim/learning/partition_checks.hpp"
#include "sim/learning/shuffle.hpp"

namespace roundwatt {

namespace {

std::vector<SampleRow> rows_by_label(const Dataset& data) {
  std::vector<SampleRow> sorted;
  for (const auto& rows : index_labels(data).rows) sorted.insert(sorted.end(), rows.begin(), rows.end());
  return sorted;
}

void check_shards(std::size_t samples, const ShardOptions& options) {
  check_clients(options.clients, samples, 1);
  if (options.shards_per_client < 1 || options.shards_per_client > samples / options.clients) {
    throw UserError{fmt::format("shards_per_client = {} must be in [1, {}]: {} clients share {} samples.",
                                options.shards_per_client, samples / options.clients, options.clients, samples)};
  }
}

/// Deals labels to clients.
class LabelDealer {
 public:
  LabelDealer(std::size_t labels, const LabelsPerClientOptions& options) : options_{options}, owners_(labels) {}

  /// The clients that have each label, increasing.
  std::vector<std::vector<std::size_t>> deal(RandomStream& stream) {
    for (std::size_t client = 0; client < options_.clients; ++client) owners_[client % owners_.size()].push_back(client);
    for (std::size_t client = 0; client < options_.clients; ++client) {
      for (std::size_t i = 1; i < options_.labels_per_client; ++i) {
        const std::vector<std::size_t> choice = labels_for(client);
        owners_[choice[stream.below(choice.size())]].push_back(client);
      }
    }
    for (auto& owners : owners_) std::sort(owners.begin(), owners.end());
    return std::move(owners_);
  }

 private:
  /// Those that nobody has, if there are any; else all that the client has not.
  std::vector<std::size_t> labels_for(std::size_t client) const {
    std::vector<std::size_t> of_nobody, of_others;
    for (std::size_t label = 0; label < owners_.size(); ++label) {
      const auto& owners = owners_[label];
      if (owners.empty()) of_nobody.push_back(label);
      if (std::find(owners.begin(), owners.end(), client) == owners.end()) of_others.push_back(label);
    }
    return of_nobody.empty() ? of_others : of_nobody;
  }

  const LabelsPerClientOptions& options_;
  std::vector<std::vector<std::size_t>> owners_;
};

void check_labels(std::size_t labels, const LabelsPerClientOptions& options) {
  const std::size_t each = options.labels_per_client;
  if (each < 1 || each > labels) {
    throw UserError{fmt::format("labels_per_client = {} must be in [1, {}], the number of labels that occur.", each, labels)};
  }
  if (options.clients < (labels + each - 1) / each) {
    throw UserError{
        fmt::format("labels_per_client = {} and {} clients leave some of the {} labels to nobody. Raise one of them.", each,
                    options.clients, labels)};
  }
}

}  // namespace

StoredPartition partition_by_shards(const Dataset& data, const ShardOptions& options, RandomStream stream) {
  check_shards(data.samples(), options);
  const std::vector<SampleRow> sorted = rows_by_label(data);
  const std::size_t shards = options.clients * options.shards_per_client;
  const std::vector<std::size_t> sizes = apportion_evenly(shards, sorted.size());
  std::vector<std::size_t> begins(shards, 0);
  for (std::size_t shard = 1; shard < shards; ++shard) begins[shard] = begins[shard - 1] + sizes[shard - 1];
  ClientRows dealt(options.clients);
  std::size_t turn = 0;
  for (const SampleRow shard : shuffled(all_rows(shards), stream)) {
    const auto begin = sorted.begin() + static_cast<std::ptrdiff_t>(begins[shard]);
    auto& rows = dealt[turn++ / options.shards_per_client];
    rows.insert(rows.end(), begin, begin + static_cast<std::ptrdiff_t>(sizes[shard]));
  }
  return StoredPartition{dealt};
}

StoredPartition partition_by_labels_per_client(const Dataset& data, const LabelsPerClientOptions& options,
                                               RandomStream stream) {
  check_clients(options.clients, data.samples(), options.min_samples);
  const LabelIndex index = index_labels(data);
  check_labels(index.labels.size(), options);
  const auto owners = LabelDealer{index.labels.size(), options}.deal(stream);
  ClientRows dealt(options.clients);
  for (std::size_t label = 0; label < owners.size(); ++label) {
    const std::vector<std::size_t> sizes = apportion_evenly(owners[label].size(), index.rows[label].size());
    const ClientRows parts = deal_rows(index.rows[label], sizes, stream);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto& rows = dealt[owners[label][i]];
      rows.insert(rows.end(), parts[i].begin(), parts[i].end());
    }
  }
  std::vector<std::size_t> sizes;
  for (const auto& rows : dealt) sizes.push_back(rows.size());
  check_least(sizes, options.min_samples);
  return StoredPartition{dealt};
}

}  // namespace roundwatt
