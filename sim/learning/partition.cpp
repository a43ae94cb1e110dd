#include "sim/learning/partition.hpp"

namespace roundwatt {

StoredPartition::StoredPartition(const ClientRows& rows, double noise_sigma) : noise_sigma_{noise_sigma} {
  for (const std::vector<SampleRow>& of_client : rows) {
    rows_.insert(rows_.end(), of_client.begin(), of_client.end());
    begins_.push_back(rows_.size());
  }
}

std::vector<SampleRow> StoredPartition::rows(ClientId client) const {
  const auto at = [&](std::size_t place) { return rows_.begin() + static_cast<std::ptrdiff_t>(place); };
  return {at(begins_[client.index()]), at(begins_[client.index() + 1])};
}

double StoredPartition::noise_sd(ClientId client) const {
  return noise_sigma_ * static_cast<double>(client.index() + 1) / static_cast<double>(clients());
}

}  // namespace roundwatt
