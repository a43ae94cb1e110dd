#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <compare>
#include <cstddef>
#include <string>
#include <vector>

namespace roundwatt {

/// Who exchanges models with whom: undirected, without loops and parallel edges. Vertices are peers, in the order of their
/// clients; whoever walks over neighbours meets them in ascending order.
using PeerGraph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;

/// Between two peers, source < target.
struct PeerEdge {
  std::size_t source, target;

  auto operator<=>(const PeerEdge&) const = default;
};

/// In ascending order.
std::vector<std::size_t> neighbours_of(const PeerGraph& graph, std::size_t peer);

/// By source, then target.
std::vector<PeerEdge> edges_of(const PeerGraph& graph);

/// Whether all peers have the same number of neighbours.
bool is_regular(const PeerGraph& graph);

/// Peers that reach each other: each component in ascending order, the components by their first peer.
std::vector<std::vector<std::size_t>> components_of(const PeerGraph& graph);

/// "2 parts: peers 0, 1, 2; peers 3, 4" of an unconnected graph, cut to what anybody reads; empty where it is connected.
std::string lack_of_connection(const PeerGraph& graph);

}  // namespace roundwatt
