#pragma once

#include "sim/base/random_stream.hpp"
#include "sim/federation/peer_graph.hpp"

namespace roundwatt {

/// A connected graph in which all have \p degree neighbours, 3 ≤ degree < peers, peers × degree even.
PeerGraph random_regular_graph(std::size_t peers, std::size_t degree, RandomStream& stream);

/// Each pair with \p probability in (0, 1], in time of the edges (Batagelj and Brandes 2005).
PeerGraph erdos_renyi_graph(std::size_t peers, double probability, RandomStream& stream);

/// \p neighbours even, < peers. Has peers × neighbours / 2 edges, whatever \p rewiring.
PeerGraph watts_strogatz_graph(std::size_t peers, std::size_t neighbours, double rewiring, RandomStream& stream);

/// \p joins < peers. Has joins (joins + 1) / 2 + joins (peers − joins − 1) edges, and is connected.
PeerGraph barabasi_albert_graph(std::size_t peers, std::size_t joins, RandomStream& stream);

}  // namespace roundwatt
