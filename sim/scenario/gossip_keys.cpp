#include "sim/scenario/gossip_keys.hpp"

#include "sim/scenario/number_format.hpp"

namespace roundwatt {

namespace {

ValueFormat<TopologyKind> topology_kind() {
  return choice<TopologyKind>({{"ring", TopologyKind::ring},
                               {"torus", TopologyKind::torus},
                               {"complete", TopologyKind::complete},
                               {"star", TopologyKind::star},
                               {"random-regular", TopologyKind::random_regular},
                               {"erdos-renyi", TopologyKind::erdos_renyi},
                               {"watts-strogatz", TopologyKind::watts_strogatz},
                               {"barabasi-albert", TopologyKind::barabasi_albert},
                               {"graphml", TopologyKind::graphml},
                               {"edge-list", TopologyKind::edge_list}});
}

/// What single kinds of graphs need.
void declare_parameters(KeyList& keys, TopologyChoice& topology, const Scope& scope) {
  const auto is = [&topology, holds = scope.holds](TopologyKind kind) {
    return [&topology, holds, kind] { return holds() && topology.kind == kind; };
  };
  const auto from_file = [&topology, holds = scope.holds] {
    return holds() && (topology.kind == TopologyKind::graphml || topology.kind == TopologyKind::edge_list);
  };
  keys.add("federation.topology.rows", whole_number(2), topology.rows, when_absent("the most square shape"),
           "Rows of a torus.");
  keys.add("federation.topology.columns", whole_number(2), topology.columns, when_absent("the most square shape"),
           "Columns of a torus.");
  keys.add_if_stated("federation.topology.degree", whole_number(3), topology.degree,
                     required_if("with kind random-regular", is(TopologyKind::random_regular)),
                     "Neighbours of each peer in a random regular graph; of degree 2 there is the ring.");
  keys.add_if_stated("federation.topology.p", number(above_up_to(0, 1)), topology.p,
                     required_if("with kind erdos-renyi", is(TopologyKind::erdos_renyi)),
                     "Probability of each edge of an Erdős–Rényi graph.");
  keys.add_if_stated("federation.topology.k", whole_number(2), topology.k,
                     required_if("with kind watts-strogatz", is(TopologyKind::watts_strogatz)),
                     "Neighbours of each peer in the lattice of a Watts–Strogatz graph; even.");
  keys.add("federation.topology.beta", number(between(0, 1)), topology.beta,
           required_if("with kind watts-strogatz", is(TopologyKind::watts_strogatz)),
           "Probability with which its edges are led elsewhere.");
  keys.add_if_stated("federation.topology.m", whole_number(1), topology.m,
                     required_if("with kind barabasi-albert", is(TopologyKind::barabasi_albert)),
                     "Peers that each later peer of a Barabási–Albert graph joins.");
  keys.add_if_stated("federation.topology.file", file_value(), topology.file,
                     required_if("with kind graphml or edge-list", from_file),
                     "GraphML, or CSV with the columns source, target and, if it has weights, weight.");
}

}  // namespace

void declare_gossip(KeyList& keys, Federation& federation) {
  TopologyChoice& topology = federation.topology;
  GossipChoice& gossip = federation.gossip;
  const Scope scope{"federation.mode is not gossip", [&federation] { return federation.mode == Mode::gossip; }};
  const Need need = required_if("in mode gossip", scope.holds);
  keys.section("federation.topology", "Who exchanges models with whom: docs/methods/federation.md, peer to peer.", scope);
  keys.add("federation.topology.kind", topology_kind(), topology.kind, need,
           "The graph of the peers, in the order of clients.");
  keys.add("federation.topology.order", choice<MixingOrder>({{"atc", MixingOrder::atc}, {"dpsgd", MixingOrder::dpsgd}}),
           topology.order, need,
           "atc: adapt, then combine: trained models are mixed; dpsgd: models are mixed while the peers train.");
  keys.add("federation.topology.weights",
           choice<MixingWeights>({{"metropolis-hastings", MixingWeights::metropolis_hastings},
                                  {"uniform", MixingWeights::uniform},
                                  {"given", MixingWeights::given}}),
           topology.weights, optional_key(),
           "What neighbours count: 1 / (1 + the larger degree); uniform: 1 / (degree + 1), on regular graphs; given: as the "
           "file says.");
  declare_parameters(keys, topology, scope);
  keys.section("federation.gossip", "When and how peers exchange models.", scope);
  keys.add("federation.gossip.timing",
           choice<GossipTiming>({{"synchronous", GossipTiming::synchronous}, {"pairwise", GossipTiming::pairwise}}),
           gossip.timing, optional_key(),
           "synchronous: a peer waits for all its neighbours in each step; pairwise: it draws one and both take the mean.");
  keys.add("federation.gossip.exchange",
           choice<GossipExchange>(
               {{"neighbours", GossipExchange::neighbours}, {"ring-all-reduce", GossipExchange::ring_all_reduce}}),
           gossip.exchange, optional_key(),
           "neighbours: whole models along the edges; ring-all-reduce: parts around the ring, until all have the mean.");
}

}  // namespace roundwatt
