#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/learning/partition.hpp"

namespace roundwatt {

/// Labels without features.
inline Dataset labelled(std::vector<std::int32_t> labels) {
  Dataset data{"labels", {}, std::move(labels), 0, {}};
  data.classes = data.labels.empty() ? 1 : *std::max_element(data.labels.begin(), data.labels.end()) + 1;
  return data;
}

/// \p each samples of each of \p classes, the labels 0, 1, … in turn.
inline Dataset balanced(std::int32_t classes, std::size_t each) {
  std::vector<std::int32_t> labels;
  for (std::size_t i = 0; i < each; ++i) {
    for (std::int32_t label = 0; label < classes; ++label) labels.push_back(label);
  }
  return labelled(std::move(labels));
}

/// The rows of all clients, increasing.
inline std::vector<SampleRow> all_rows_of(const Partition& partition) {
  std::vector<SampleRow> rows;
  for (std::size_t k = 0; k < partition.clients(); ++k) {
    const auto of_client = partition.rows(ClientId{k});
    rows.insert(rows.end(), of_client.begin(), of_client.end());
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

/// Whether each of \p samples is with exactly one client.
inline bool conserves(const Partition& partition, std::size_t samples) {
  std::vector<SampleRow> every(samples);
  std::iota(every.begin(), every.end(), SampleRow{0});
  return all_rows_of(partition) == every;
}

inline std::vector<std::size_t> sizes_of(const Partition& partition) {
  std::vector<std::size_t> sizes;
  for (std::size_t k = 0; k < partition.clients(); ++k) sizes.push_back(partition.samples(ClientId{k}));
  return sizes;
}

inline std::size_t smallest(const Partition& partition) {
  const auto sizes = sizes_of(partition);
  return *std::min_element(sizes.begin(), sizes.end());
}

/// How many different labels a client has.
inline std::size_t labels_of(const Partition& partition, const Dataset& data, std::size_t client) {
  std::vector<std::int32_t> labels;
  for (const SampleRow row : partition.rows(ClientId{client})) labels.push_back(data.labels[row]);
  std::sort(labels.begin(), labels.end());
  return static_cast<std::size_t>(std::unique(labels.begin(), labels.end()) - labels.begin());
}

/// Σ (observed − expected)² / expected over labels, of a client's labels against the data set's shares.
inline double chi_squared(const Partition& partition, const Dataset& data, std::size_t client) {
  std::vector<double> expected(static_cast<std::size_t>(data.classes), 0), seen = expected;
  const auto rows = partition.rows(ClientId{client});
  const double scale = static_cast<double>(rows.size()) / static_cast<double>(data.samples());
  for (const std::int32_t label : data.labels) expected[static_cast<std::size_t>(label)] += scale;
  for (const SampleRow row : rows) seen[static_cast<std::size_t>(data.labels[row])] += 1;
  double sum = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) sum += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
  return sum;
}

}  // namespace roundwatt
