#include "sim/simulation/gossip_setup.hpp"

#include <fmt/format.h>

#include "sim/actors/gossip.hpp"
#include "sim/actors/neighbour_exchange.hpp"
#include "sim/actors/pairwise_exchange.hpp"
#include "sim/actors/ring_all_reduce.hpp"
#include "sim/base/error.hpp"
#include "sim/federation/edge_file.hpp"
#include "sim/federation/graph_rule.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

namespace {

/// Nothing where the edges come from a file.
std::optional<GraphRule> graph_rule(const TopologyChoice& choice) {
  switch (*choice.kind) {
    case TopologyKind::ring:
      return RingGraph{};
    case TopologyKind::torus:
      return TorusGraph{choice.rows, choice.columns};
    case TopologyKind::complete:
      return CompleteGraph{};
    case TopologyKind::star:
      return StarGraph{};
    case TopologyKind::random_regular:
      return RandomRegularGraph{choice.degree};
    case TopologyKind::erdos_renyi:
      return ErdosRenyiGraph{choice.p};
    case TopologyKind::watts_strogatz:
      return WattsStrogatzGraph{choice.k, *choice.beta};
    case TopologyKind::barabasi_albert:
      return BarabasiAlbertGraph{choice.m};
    case TopologyKind::graphml:
    case TopologyKind::edge_list:
      return std::nullopt;
  }
  throw RunError{"a topology has no kind"};
}

/// Makes the graph and its weights, or says at which key they do not fit.
class TopologySetup {
 public:
  TopologySetup(const Scenario& scenario, const std::vector<std::string>& names)
      : scenario_{scenario}, choice_{scenario.federation.topology}, names_{names}, peers_{names.size()} {}

  PeerTopology make() {
    const PeerGraph graph = make_connected_graph();
    PeerTopology topology{weights(graph), edges_of(graph), {}};
    if (file_) topology.warnings = file_->notes;
    if (scenario_.federation.gossip.exchange == GossipExchange::ring_all_reduce) {
      topology.weights.assign(topology.edges.size(), 1 / static_cast<double>(peers_));  // all have the mean after one step
      return topology;
    }
    topology.spectral_gap = spectral_gap(topology.mixing);
    for (const PeerEdge& edge : topology.edges) topology.weights.push_back(weight_of(topology.mixing, edge));
    return topology;
  }

 private:
  [[noreturn]] void refuse(const char* key, const std::string& why) const {
    throw UserError{std::vector{scenario_.problem(key, fmt::format("{}: {}", key, why))}};
  }

  PeerGraph make_connected_graph() {
    const std::optional<GraphRule> rule = graph_rule(choice_);
    PeerGraph graph;
    if (rule) {
      const std::string why = misfit(*rule, peers_);
      if (!why.empty()) refuse("federation.topology.kind", why);
      graph = make_graph(*rule, peers_, RandomStream{scenario_.seed, "topology"});
    } else {
      const bool is_list = choice_.kind == TopologyKind::edge_list;
      const EdgeWeights weights = choice_.weights == MixingWeights::given ? EdgeWeights::read : EdgeWeights::unread;
      file_ =
          is_list ? read_edge_list(choice_.file.path, peers_, weights) : read_graphml_edges(choice_.file.path, names_, weights);
      graph = graph_of(file_->edges, peers_);
    }
    const std::string parts = lack_of_connection(graph);
    if (parts.empty()) return graph;
    refuse(file_ ? "federation.topology.file" : "federation.topology.kind",
           fmt::format("the graph falls into {}. What one learns never reaches the others: {}.", parts,
                       file_ ? "add edges between them" : "give it more edges, or another seed"));
  }

  Mixing weights(const PeerGraph& graph) const {
    const bool given = choice_.weights == MixingWeights::given;
    if (given && !file_->weighted) {
      refuse("federation.topology.file",
             "its edges have no weights, but federation.topology.weights = given. Add them, or say metropolis-hastings.");
    }
    if (choice_.weights == MixingWeights::uniform && !is_regular(graph)) {
      refuse("federation.topology.weights",
             "uniform weights are not doubly stochastic where peers differ in their number of neighbours, as in this graph. "
             "Say metropolis-hastings.");
    }
    if (scenario_.federation.gossip.timing == GossipTiming::pairwise) return mean_exchange(graph);
    if (!given) return metropolis_hastings(graph);
    const Mixing mixing = given_mixing(file_->edges, peers_);
    const std::string why = lack_of_stochasticity(mixing);
    if (!why.empty()) refuse("federation.topology.file", why);
    return mixing;
  }

  static double weight_of(const Mixing& mixing, const PeerEdge& edge) {
    for (const NeighbourWeight& neighbour : mixing[edge.source].neighbours) {
      if (neighbour.peer == edge.target) return neighbour.weight;
    }
    throw RunError{"an edge of the peers' graph has no weight"};
  }

  const Scenario& scenario_;
  const TopologyChoice& choice_;
  const std::vector<std::string>& names_;  ///< of the peers' devices
  std::size_t peers_;
  std::optional<EdgeFile> file_;
};

}  // namespace

PeerTopology peer_topology(const Scenario& scenario, const std::vector<std::string>& peers) {
  return TopologySetup{scenario, peers}.make();
}

std::unique_ptr<Protocol> make_gossip(PreparedRun& run, const LocalTraining& training, const ActorServices& services) {
  const Scenario& scenario = run.scenario();
  const PeerRules rules{*scenario.federation.topology.order, scenario.workload.aggregation_flops_per_update,
                        scenario.stop.rounds};
  const auto make_exchange = [&](StepBook& book) -> std::unique_ptr<ModelExchange> {
    const Mixing& mixing = run.topology()->mixing;
    if (scenario.federation.gossip.exchange == GossipExchange::ring_all_reduce) {
      return std::make_unique<RingAllReduce>(training.upload_size, book, services.peers, services);
    }
    if (scenario.federation.gossip.timing == GossipTiming::pairwise) {
      return std::make_unique<PairwiseExchange>(mixing, training.upload_size, rules.mixing_per_model, scenario.seed, book,
                                                services.peers, services);
    }
    return std::make_unique<NeighbourExchange>(mixing, training.upload_size, book, services.peers, services);
  };
  return std::make_unique<Gossip>(
      run.clients(), training, rules, make_exchange, [&run](double now) { return run.next_return(now); }, services);
}

}  // namespace roundwatt
