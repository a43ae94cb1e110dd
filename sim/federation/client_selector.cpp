#include "sim/federation/client_selector.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace fedjoule {

void EligibleClients::add(ClientId client) {
  if (contains(client)) return;
  position_[client.index()] = clients_.size();
  clients_.push_back(client);
}

void EligibleClients::remove(ClientId client) {
  if (!contains(client)) return;
  const std::size_t hole = position_[client.index()];
  clients_[hole] = clients_.back();
  position_[clients_[hole].index()] = hole;
  clients_.pop_back();
  position_[client.index()] = absent;
}

std::vector<ClientId> select_uniformly(const EligibleClients& eligible, std::size_t count, RandomStream stream) {
  const std::vector<ClientId>& all = eligible.all();
  const std::size_t wanted = std::min(count, all.size());
  std::unordered_set<std::size_t> drawn;
  std::vector<ClientId> selected;
  for (std::size_t last = all.size() - wanted; last < all.size(); ++last) {
    std::size_t pick = stream.below(last + 1);
    if (!drawn.insert(pick).second) drawn.insert(pick = last);
    selected.push_back(all[pick]);
  }
  std::sort(selected.begin(), selected.end());
  return selected;
}

std::size_t clients_to_select(double over_selection, std::int64_t clients_per_round) {
  return static_cast<std::size_t>(std::ceil(over_selection * static_cast<double>(clients_per_round) - 1e-9));
}

}  // namespace fedjoule
