#include "sim/federation/mixing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace roundwatt {

namespace {

double sum_of(const MixingRow& row) {
  double sum = row.own;
  for (const NeighbourWeight& neighbour : row.neighbours) sum += neighbour.weight;
  return sum;
}

/// The matrix whose entries are what \p weight makes of the degrees of two neighbours.
template <class Weight>
Mixing weighted_by_degrees(const PeerGraph& graph, const Weight& weight_of) {
  Mixing mixing(boost::num_vertices(graph));
  const auto degree = [&graph](std::size_t peer) { return static_cast<double>(boost::out_degree(peer, graph)); };
  for (std::size_t peer = 0; peer < mixing.size(); ++peer) {
    double others = 0;
    for (const std::size_t neighbour : neighbours_of(graph, peer)) {
      const double weight = weight_of(degree(peer), degree(neighbour));
      mixing[peer].neighbours.push_back({neighbour, weight});
      others += weight;
    }
    mixing[peer].own = std::max(0.0, 1 - others);
  }
  return mixing;
}

}  // namespace

Mixing metropolis_hastings(const PeerGraph& graph) {
  return weighted_by_degrees(graph, [](double own, double others) { return 1 / (1 + std::max(own, others)); });
}

Mixing mean_exchange(const PeerGraph& graph) {
  const auto peers = static_cast<double>(boost::num_vertices(graph));
  return weighted_by_degrees(graph, [peers](double own, double others) { return (1 / own + 1 / others) / (2 * peers); });
}

Mixing given_mixing(const std::vector<WeightedEdge>& edges, std::size_t peers) {
  Mixing mixing(peers);
  std::vector<bool> says_own(peers, false);
  for (const WeightedEdge& edge : edges) {
    if (edge.source == edge.target) {
      mixing[edge.source].own = edge.weight;
      says_own[edge.source] = true;
    } else {
      mixing[edge.source].neighbours.push_back({edge.target, edge.weight});
      mixing[edge.target].neighbours.push_back({edge.source, edge.weight});
    }
  }
  for (std::size_t peer = 0; peer < peers; ++peer) {
    MixingRow& row = mixing[peer];
    std::sort(row.neighbours.begin(), row.neighbours.end(), [](const auto& a, const auto& b) { return a.peer < b.peer; });
    if (!says_own[peer]) row.own = 1 - (sum_of(row) - row.own);
  }
  return mixing;
}

std::string lack_of_stochasticity(const Mixing& mixing) {
  constexpr double rounding = 1e-9;
  for (std::size_t peer = 0; peer < mixing.size(); ++peer) {
    const MixingRow& row = mixing[peer];
    const double sum = sum_of(row);
    if (std::abs(sum - 1) > rounding) {
      return fmt::format("the weights of peer {} add up to {}, not to 1. Correct them, or leave out its own.", peer, sum);
    }
    if (row.own < -rounding) {
      return fmt::format("the weights of peer {}'s neighbours add up to {}, above 1. Lower them.", peer, sum - row.own);
    }
    for (const NeighbourWeight& neighbour : row.neighbours) {
      if (neighbour.weight > 0 && neighbour.weight <= 1) continue;
      return fmt::format("the weight between peers {} and {} is {}, but it must be above 0 and at most 1.", peer,
                         neighbour.peer, neighbour.weight);
    }
  }
  return "";
}

}  // namespace roundwatt
