#include "sim/simulation/hierarchical_setup.hpp"

#include "sim/simulation/learning_setup.hpp"

namespace fedjoule {

std::unique_ptr<Protocol> hierarchical(PreparedRun& run, const LocalTraining& training, const RoundRules& rounds,
                                       const ActorServices& services) {
  const Scenario& scenario = run.scenario();
  const auto returns_of = [&run](std::vector<HostId> hosts) {
    return [&run, hosts = std::move(hosts)](double now) { return run.next_return(now, hosts); };
  };
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

}  // namespace fedjoule
