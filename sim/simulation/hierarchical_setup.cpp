#include "sim/simulation/hierarchical_setup.hpp"

#include <utility>

#include "sim/simulation/learning_setup.hpp"
#include "sim/simulation/next_return.hpp"

namespace roundwatt {

std::unique_ptr<Protocol> hierarchical(PreparedRun& run, const LocalTraining& training, const RoundRules& rounds,
                                       const ActorServices& services) {
  const Scenario& scenario = run.scenario();
  const auto returns_of = [&](std::vector<HostId> hosts) { return next_return_of(std::move(hosts), run, services); };
  std::vector<EdgeCohort> edges;
  std::vector<HostId> edge_hosts;
  for (const BoundAggregator& aggregator : run.aggregators()) {
    std::vector<HostId> devices;
    for (const ClientId client : aggregator.clients) devices.push_back(run.clients()[client.index()].device);
    edges.push_back({aggregator.host, aggregator.clients, returns_of(std::move(devices))});
    edge_hosts.push_back(aggregator.host);
  }
  const HierarchicalRules rules{
      rounds, scenario.federation.hierarchical.edge_rounds, scenario.workload.model.size,
      scenario.learning.server.weights == UpdateWeights::uniform ? ClientWeights::uniform : ClientWeights::samples};
  return std::make_unique<HierarchicalServer>(run.server(), edges, run.clients(), training, rules, returns_of(edge_hosts),
                                              services);
}

}  // namespace roundwatt
