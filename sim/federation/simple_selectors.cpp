#include "sim/federation/simple_selectors.hpp"

#include <algorithm>

#include "sim/federation/weighted_draw.hpp"

namespace roundwatt {

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

std::vector<ClientId> draw_by_samples(const EligibleClients& eligible, const std::vector<std::int64_t>& samples,
                                      std::size_t count, RandomStream& stream) {
  const std::vector<ClientId> clients = in_order(eligible);
  std::vector<double> weights;
  for (const ClientId client : clients) weights.push_back(static_cast<double>(samples[client.index()]));
  std::vector<ClientId> drawn;
  for (const std::size_t place : draw_weighted(weights, count, stream)) drawn.push_back(clients[place]);
  return drawn;
}

std::vector<ClientId> WeightedSelector::select(const SelectionRequest& request) {
  RandomStream stream = request.stream;
  return draw_by_samples(request.eligible, samples_, request.count, stream);
}

}  // namespace roundwatt
