#include "sim/federation/ranking_selectors.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/federation/simple_selectors.hpp"

namespace roundwatt {

namespace {

struct Rank {
  double value;       ///< the least come first
  std::uint64_t tie;  ///< drawn
  ClientId client;

  bool operator<(const Rank& other) const {
    if (value != other.value) return value < other.value;
    return tie != other.tie ? tie < other.tie : client < other.client;
  }
};

/// Moves the \p count first of \p ranks, which need not be sorted, to \p selected.
void take_first(std::vector<Rank>& ranks, std::size_t count, std::vector<ClientId>& selected) {
  const auto end = ranks.begin() + static_cast<std::ptrdiff_t>(std::min(count, ranks.size()));
  if (end != ranks.end()) std::nth_element(ranks.begin(), end, ranks.end());
  for (auto rank = ranks.begin(); rank != end; ++rank) selected.push_back(rank->client);
  ranks.erase(ranks.begin(), end);
}

}  // namespace

std::vector<ClientId> LeastCostSelector::select(const SelectionRequest& request) {
  RandomStream stream = request.stream;
  std::vector<Rank> ranks;
  for (const ClientId client : in_order(request.eligible))
    ranks.push_back({static_cast<double>(asked_[client.index()]), stream(), client});
  const auto fair = static_cast<std::size_t>(std::ceil(fairness_ * static_cast<double>(request.count) - 1e-9));
  std::vector<ClientId> selected;
  take_first(ranks, fair, selected);
  for (Rank& rank : ranks) rank.value = cost_(rank.client, request.time_s);
  take_first(ranks, request.count - fair, selected);
  for (const ClientId client : selected) ++asked_[client.index()];
  std::sort(selected.begin(), selected.end());
  return selected;
}

PowerOfChoiceSelector::PowerOfChoiceSelector(std::vector<std::int64_t> samples, std::size_t candidates)
    : samples_{std::move(samples)},
      last_loss_(samples_.size(), std::numeric_limits<double>::infinity()),
      candidates_{candidates} {}

std::vector<ClientId> PowerOfChoiceSelector::select(const SelectionRequest& request) {
  RandomStream stream = request.stream;
  const std::size_t looked_at = std::max(candidates_, request.count);
  std::vector<Rank> ranks;
  for (const ClientId client : draw_by_samples(request.eligible, samples_, looked_at, stream)) {
    ranks.push_back({-last_loss_[client.index()], stream(), client});
  }
  std::vector<ClientId> selected;
  take_first(ranks, request.count, selected);
  std::sort(selected.begin(), selected.end());
  return selected;
}

void PowerOfChoiceSelector::report(const ClientReport& report) {
  if (!std::isnan(report.mean_loss)) last_loss_[report.client.index()] = report.mean_loss;
}

}  // namespace roundwatt
