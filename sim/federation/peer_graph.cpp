#include "sim/federation/peer_graph.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/graph/connected_components.hpp>

namespace roundwatt {

namespace {

/// "peers 0, 1, 2" or "peer 3", cut to what anybody reads.
std::string names_of(const std::vector<std::size_t>& peers) {
  constexpr std::size_t most_named = 5;
  const auto end = peers.begin() + static_cast<std::ptrdiff_t>(std::min(peers.size(), most_named));
  const std::string more = peers.size() > most_named ? fmt::format(" and {} more", peers.size() - most_named) : "";
  return fmt::format("{} {}{}", peers.size() == 1 ? "peer" : "peers", fmt::join(peers.begin(), end, ", "), more);
}

}  // namespace

std::vector<std::size_t> neighbours_of(const PeerGraph& graph, std::size_t peer) {
  const auto range = boost::adjacent_vertices(peer, graph);
  std::vector<std::size_t> neighbours(range.first, range.second);
  std::sort(neighbours.begin(), neighbours.end());
  return neighbours;
}

std::vector<PeerEdge> edges_of(const PeerGraph& graph) {
  std::vector<PeerEdge> edges;
  for (std::size_t peer = 0; peer < boost::num_vertices(graph); ++peer) {
    for (const std::size_t neighbour : neighbours_of(graph, peer)) {
      if (peer < neighbour) edges.push_back({peer, neighbour});
    }
  }
  return edges;
}

bool is_regular(const PeerGraph& graph) {
  const std::size_t peers = boost::num_vertices(graph);
  for (std::size_t peer = 1; peer < peers; ++peer) {
    if (boost::out_degree(peer, graph) != boost::out_degree(0, graph)) return false;
  }
  return true;
}

std::vector<std::vector<std::size_t>> components_of(const PeerGraph& graph) {
  std::vector<std::size_t> component(boost::num_vertices(graph));
  std::vector<std::vector<std::size_t>> parts(boost::connected_components(graph, component.data()));
  for (std::size_t peer = 0; peer < component.size(); ++peer) parts[component[peer]].push_back(peer);
  return parts;
}

std::string lack_of_connection(const PeerGraph& graph) {
  const auto parts = components_of(graph);
  if (parts.size() <= 1) return "";
  constexpr std::size_t most_told = 4;
  std::vector<std::string> told;
  for (std::size_t i = 0; i < std::min(parts.size(), most_told); ++i) told.push_back(names_of(parts[i]));
  if (parts.size() > most_told) told.push_back(fmt::format("and {} more", parts.size() - most_told));
  return fmt::format("{} parts: {}", parts.size(), fmt::join(told, "; "));
}

}  // namespace roundwatt
