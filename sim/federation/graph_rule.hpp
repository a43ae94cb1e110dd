#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "sim/base/random_stream.hpp"
#include "sim/federation/peer_graph.hpp"

namespace roundwatt {

/// Peer i with i − 1 and i + 1, around.
struct RingGraph {};
/// Peer row · columns + column with those beside it, around in both directions. A side of length 2 has one edge, not two.
struct TorusGraph {
  std::optional<std::int64_t> rows, columns;  ///< neither: the most square shape; one: the other follows
};
/// Everybody with everybody.
struct CompleteGraph {};
/// Everybody with peer 0.
struct StarGraph {};
/// All have the same degree, drawn by pairing free ends (Steger and Wormald 1999) until the graph is connected.
struct RandomRegularGraph {
  std::int64_t degree = 3;  ///< ≥ 3: of degree 2 there is the ring
};
/// Each pair with the same probability (Gilbert 1959; Erdős and Rényi).
struct ErdosRenyiGraph {
  double probability = 0;  ///< in (0, 1]
};
/// A ring lattice of the nearest neighbours whose edges are led elsewhere with probability β (Watts and Strogatz 1998).
struct WattsStrogatzGraph {
  std::int64_t neighbours = 4;  ///< k, even, ≥ 2
  double rewiring = 0;          ///< β in [0, 1]
};
/// From m + 1 peers that all know each other, each later one joins m by their degree (Barabási and Albert 1999).
struct BarabasiAlbertGraph {
  std::int64_t joins = 1;  ///< m ≥ 1
};

using GraphRule = std::variant<RingGraph, TorusGraph, CompleteGraph, StarGraph, RandomRegularGraph, ErdosRenyiGraph,
                               WattsStrogatzGraph, BarabasiAlbertGraph>;

/// Why \p rule makes no graph of \p peers, with the cure; empty where it does.
std::string misfit(const GraphRule& rule, std::size_t peers);

/// The graph of \p peers that \p rule fits; \p stream draws what is random in it. Only of Erdős and Rényi's rule it may be
/// unconnected, and of Watts and Strogatz's.
PeerGraph make_graph(const GraphRule& rule, std::size_t peers, RandomStream stream);

/// Rows and columns of a torus.
struct TorusShape {
  std::size_t rows, columns;
};

/// The shape of \p rule with \p peers, rows ≤ columns where neither is given; nothing where there is none.
std::optional<TorusShape> torus_shape(const TorusGraph& rule, std::size_t peers);

}  // namespace roundwatt
