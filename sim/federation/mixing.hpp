#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/federation/peer_graph.hpp"

namespace roundwatt {

/// What a neighbour's model counts in a peer's mean.
struct NeighbourWeight {
  std::size_t peer;
  double weight;

  bool operator==(const NeighbourWeight&) const = default;
};

/// One peer's row of the mixing matrix W.
struct MixingRow {
  double own = 1;                           ///< W_ii, in [0, 1]
  std::vector<NeighbourWeight> neighbours;  ///< W_ij of all neighbours, by peer
};

/// W, symmetric and doubly stochastic: row i says of which models peer i makes its next one.
using Mixing = std::vector<MixingRow>;

/// W_ij = 1 / (1 + max(d_i, d_j)) for neighbours of degrees d, the rest to itself (Xiao, Boyd and Lall, IPSN 2005). On a
/// regular graph that is 1 / (d + 1) for all.
Mixing metropolis_hastings(const PeerGraph& graph);

/// What one exchange of randomized gossip does in the mean (Boyd et al. 2006): each peer is as likely to ask, draws each of its
/// d neighbours alike, and both take their mean: W_ij = (1/d_i + 1/d_j) / (2 n).
Mixing mean_exchange(const PeerGraph& graph);

/// An edge of a file with its weight.
struct WeightedEdge {
  std::size_t source, target;  ///< equal: W_ii
  double weight;
};

/// The matrix with \p edges of \p peers, each edge once; what is missing to a sum of 1 a peer counts itself.
Mixing given_mixing(const std::vector<WeightedEdge>& edges, std::size_t peers);

/// Why \p mixing is not doubly stochastic, with the cure; empty where it is: weights in [0, 1], rows that add up to 1 (symmetry
/// is the graph's).
std::string lack_of_stochasticity(const Mixing& mixing);

/// 1 − max |λ| over the eigenvalues of W but the first, to 1e-10: how fast peers agree. By Lanczos's iteration from a fixed
/// start. \pre at least two peers, W doubly stochastic
double spectral_gap(const Mixing& mixing);

}  // namespace roundwatt
