#include "sim/federation/simple_selectors.hpp"

#include <algorithm>

#include "sim/federation/weighted_draw.hpp"

namespace fedjoule {

std::vector<ClientId> in_order(const EligibleClients& eligible) {
  std::vector<ClientId> clients = eligible.all();
  std::sort(clients.begin(), clients.end());
  return clients;
}

std::vector<ClientId> UniformSelector::select(const SelectionRequest& request) {
  return select_uniformly(request.eligible, request.count, request.stream);
}

std::vector<ClientId> RoundRobinSelector::select(const SelectionRequest& request) {
  const EligibleClients& eligible = request.eligible;
  const std::size_t wanted = std::min(request.count, eligible.all().size());
  std::vector<ClientId> selected;
  while (selected.size() < wanted) {
    const ClientId client{next_};
    if (eligible.contains(client)) selected.push_back(client);
    next_ = (next_ + 1) % eligible.population();
  }
  std::sort(selected.begin(), selected.end());
  return selected;
}

std::vector<ClientId> WeightedSelector::select(const SelectionRequest& request) {
  const std::vector<ClientId> clients = in_order(request.eligible);
  std::vector<double> weights;
  for (const ClientId client : clients) weights.push_back(static_cast<double>(samples_[client.index()]));
  RandomStream stream = request.stream;
  std::vector<ClientId> selected;
  for (const std::size_t place : draw_weighted(weights, request.count, stream)) selected.push_back(clients[place]);
  return selected;
}

}  // namespace fedjoule
