#include "sim/federation/random_graphs.hpp"

#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <optional>
#include <set>

namespace roundwatt {

namespace {

double uniform(RandomStream& stream) { return boost::random::uniform_01<double>{}(stream); }

bool are_neighbours(const PeerGraph& graph, std::size_t a, std::size_t b) { return boost::edge(a, b, graph).second; }

/// Whether two of \p ends can still be joined.
bool some_fit(const PeerGraph& graph, const std::vector<std::size_t>& ends) {
  const std::set<std::size_t> owners{ends.begin(), ends.end()};
  for (auto a = owners.begin(); a != owners.end(); ++a) {
    for (auto b = std::next(a); b != owners.end(); ++b) {
      if (!are_neighbours(graph, *a, *b)) return true;
    }
  }
  return false;
}

/// Joins free ends at random; pairs that make a loop or a second edge are free again. Nothing where it gets stuck.
std::optional<PeerGraph> pair_ends(std::size_t peers, std::size_t degree, RandomStream& stream) {
  PeerGraph graph{peers};
  std::vector<std::size_t> ends;
  for (std::size_t peer = 0; peer < peers; ++peer) ends.insert(ends.end(), degree, peer);
  while (!ends.empty()) {
    for (std::size_t i = ends.size(); i > 1; --i) std::swap(ends[i - 1], ends[stream.below(i)]);
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
      const bool fits = ends[i] != ends[i + 1] && boost::add_edge(ends[i], ends[i + 1], graph).second;
      if (!fits) left.insert(left.end(), {ends[i], ends[i + 1]});
    }
    if (left.size() == ends.size() && !some_fit(graph, left)) return std::nullopt;
    ends = std::move(left);
  }
  return graph;
}

PeerGraph any_regular_graph(std::size_t peers, std::size_t degree, RandomStream& stream) {
  while (true) {
    if (auto graph = pair_ends(peers, degree, stream)) return *std::move(graph);
  }
}

/// With the edges that \p graph has not.
PeerGraph complement_of(const PeerGraph& graph) {
  const std::size_t peers = boost::num_vertices(graph);
  PeerGraph others{peers};
  for (std::size_t a = 0; a < peers; ++a) {
    for (std::size_t b = a + 1; b < peers; ++b) {
      if (!are_neighbours(graph, a, b)) boost::add_edge(a, b, others);
    }
  }
  return others;
}

/// Leads the edge from \p peer to \p neighbour to somebody else, where there is anybody.
void rewire(PeerGraph& graph, std::size_t peer, std::size_t neighbour, RandomStream& stream) {
  const std::size_t peers = boost::num_vertices(graph);
  if (boost::out_degree(peer, graph) + 1 >= peers) return;
  std::size_t other = peer;
  while (other == peer || are_neighbours(graph, peer, other)) other = stream.below(peers);
  boost::remove_edge(peer, neighbour, graph);
  boost::add_edge(peer, other, graph);
}

}  // namespace

/// Pairing seldom succeeds in dense graphs: what they lack is drawn instead. From degree (peers − 1) / 2 on a graph is
/// connected.
PeerGraph random_regular_graph(std::size_t peers, std::size_t degree, RandomStream& stream) {
  if (2 * degree >= peers) return complement_of(any_regular_graph(peers, peers - 1 - degree, stream));
  while (true) {
    PeerGraph graph = any_regular_graph(peers, degree, stream);
    if (components_of(graph).size() == 1) return graph;
  }
}

PeerGraph erdos_renyi_graph(std::size_t peers, double probability, RandomStream& stream) {
  PeerGraph graph{peers};
  // Pairs (a, b), b < a, in one row; the distance from one edge to the next is geometric.
  std::size_t a = 1;
  double b = -1;
  while (a < peers) {
    b += probability < 1 ? 1 + std::floor(std::log1p(-uniform(stream)) / std::log1p(-probability)) : 1;
    while (a < peers && b >= static_cast<double>(a)) b -= static_cast<double>(a++);
    if (a < peers) boost::add_edge(a, static_cast<std::size_t>(b), graph);
  }
  return graph;
}

PeerGraph watts_strogatz_graph(std::size_t peers, std::size_t neighbours, double rewiring, RandomStream& stream) {
  PeerGraph graph{peers};
  for (std::size_t distance = 1; distance <= neighbours / 2; ++distance) {
    for (std::size_t peer = 0; peer < peers; ++peer) boost::add_edge(peer, (peer + distance) % peers, graph);
  }
  for (std::size_t distance = 1; distance <= neighbours / 2; ++distance) {
    for (std::size_t peer = 0; peer < peers; ++peer) {
      if (uniform(stream) < rewiring) rewire(graph, peer, (peer + distance) % peers, stream);
    }
  }
  return graph;
}

PeerGraph barabasi_albert_graph(std::size_t peers, std::size_t joins, RandomStream& stream) {
  PeerGraph graph{peers};
  std::vector<std::size_t> ends;  // of all edges: a peer as often as it has neighbours
  const auto join = [&](std::size_t a, std::size_t b) {
    boost::add_edge(a, b, graph);
    ends.insert(ends.end(), {a, b});
  };
  for (std::size_t a = 0; a <= joins; ++a) {
    for (std::size_t b = 0; b < a; ++b) join(a, b);
  }
  for (std::size_t peer = joins + 1; peer < peers; ++peer) {
    std::set<std::size_t> chosen;
    while (chosen.size() < joins) chosen.insert(ends[stream.below(ends.size())]);
    for (const std::size_t other : chosen) join(peer, other);
  }
  return graph;
}

}  // namespace roundwatt
