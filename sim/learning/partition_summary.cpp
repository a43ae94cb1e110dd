#include "sim/learning/partition_summary.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

namespace {

std::vector<std::size_t> count_labels(const Dataset& data, const std::vector<SampleRow>& rows) {
  std::vector<std::size_t> counts(static_cast<std::size_t>(data.classes), 0);
  for (const SampleRow row : rows) ++counts[static_cast<std::size_t>(data.labels[row])];
  return counts;
}

std::vector<double> shares_of(const std::vector<std::size_t>& counts, std::size_t total) {
  std::vector<double> shares;
  for (const std::size_t count : counts) shares.push_back(static_cast<double>(count) / static_cast<double>(total));
  return shares;
}

std::vector<double> label_shares(const Dataset& data) {
  std::vector<std::size_t> counts(static_cast<std::size_t>(data.classes), 0);
  for (const std::int32_t label : data.labels) ++counts[static_cast<std::size_t>(label)];
  return shares_of(counts, data.samples());
}

double total_variation(const std::vector<double>& one, const std::vector<double>& other) {
  double sum = 0;
  for (std::size_t i = 0; i < one.size(); ++i) sum += std::abs(one[i] - other[i]);
  return sum / 2;
}

double effective_labels(const std::vector<double>& shares) {
  double entropy = 0;
  for (const double share : shares) entropy -= share > 0 ? share * std::log(share) : 0;
  return std::exp(entropy);
}

void list_counts(ClientId client, const std::vector<std::size_t>& counts, std::vector<LabelCount>& list) {
  for (std::size_t label = 0; label < counts.size(); ++label) {
    if (counts[label] > 0) list.push_back({client, static_cast<std::int32_t>(label), counts[label]});
  }
}

}  // namespace

double gini(std::vector<std::size_t> sizes) {
  std::sort(sizes.begin(), sizes.end());
  const auto count = static_cast<double>(sizes.size());
  double sum = 0, ranked = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    sum += static_cast<double>(sizes[i]);
    ranked += (2 * static_cast<double>(i + 1) - count - 1) * static_cast<double>(sizes[i]);
  }
  return sum > 0 ? ranked / (count * sum) : 0;
}

PartitionSummary summarise(const Partition& partition, const Dataset& data) {
  PartitionSummary summary;
  const std::vector<double> global = label_shares(data);
  double variations = 0, effective = 0;
  for (std::size_t k = 0; k < partition.clients(); ++k) {
    const ClientId client{k};
    summary.sizes.push_back(partition.samples(client));
    if (summary.sizes.back() == 0) {
      summary.empty_clients.push_back(client);
      continue;
    }
    const std::vector<std::size_t> counts = count_labels(data, partition.rows(client));
    list_counts(client, counts, summary.label_counts);
    const std::vector<double> shares = shares_of(counts, summary.sizes.back());
    const double variation = total_variation(shares, global);
    variations += variation;
    effective += effective_labels(shares);
    summary.worst_total_variation = std::max(summary.worst_total_variation, variation);
  }
  const auto with_samples = static_cast<double>(std::max<std::size_t>(partition.clients() - summary.empty_clients.size(), 1));
  summary.mean_total_variation = variations / with_samples;
  summary.mean_effective_labels = effective / with_samples;
  summary.size_gini = gini(summary.sizes);
  return summary;
}

}  // namespace roundwatt
