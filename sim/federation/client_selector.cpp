#include "sim/federation/client_selector.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace roundwatt {

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

namespace {

/// Clients by number until enough of them are eligible and new.
std::vector<ClientId> draw_by_number(const EligibleClients& eligible, std::size_t wanted, RandomStream& stream) {
  std::unordered_set<std::uint64_t> drawn;
  std::vector<ClientId> selected;
  while (selected.size() < wanted) {
    const std::uint64_t number = stream.below(eligible.population());
    const ClientId client{static_cast<std::size_t>(number)};
    if (eligible.contains(client) && drawn.insert(number).second) selected.push_back(client);
  }
  return selected;
}

/// Places in a list (Floyd's algorithm; Bentley and Floyd, CACM 1987).
std::vector<ClientId> draw_by_place(const std::vector<ClientId>& all, std::size_t wanted, RandomStream& stream) {
  std::unordered_set<std::size_t> drawn;
  std::vector<ClientId> selected;
  for (std::size_t last = all.size() - wanted; last < all.size(); ++last) {
    std::size_t pick = stream.below(last + 1);
    if (!drawn.insert(pick).second) drawn.insert(pick = last);
    selected.push_back(all[pick]);
  }
  return selected;
}

}  // namespace

std::vector<ClientId> select_uniformly(const EligibleClients& eligible, std::size_t count, RandomStream stream) {
  constexpr std::size_t sparse = 16;
  std::vector<ClientId> selected;
  const std::size_t many = eligible.all().size();
  const std::size_t wanted = std::min(count, many);
  if (2 * wanted <= many && eligible.population() <= sparse * many) {
    selected = draw_by_number(eligible, wanted, stream);
  } else {
    std::vector<ClientId> all = eligible.all();
    std::sort(all.begin(), all.end());
    selected = draw_by_place(all, wanted, stream);
  }
  std::sort(selected.begin(), selected.end());
  return selected;
}

std::size_t clients_to_select(double over_selection, std::int64_t clients_per_round) {
  return static_cast<std::size_t>(std::ceil(over_selection * static_cast<double>(clients_per_round) - 1e-9));
}

}  // namespace roundwatt
