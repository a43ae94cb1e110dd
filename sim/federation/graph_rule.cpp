#include "sim/federation/graph_rule.hpp"

#include <fmt/format.h>

#include "sim/federation/random_graphs.hpp"

namespace roundwatt {

namespace {

/// Why a rule makes no graph of so many peers.
struct Misfit {
  std::size_t peers;

  std::string operator()(const RingGraph&) const { return at_least(3, "a ring"); }
  std::string operator()(const TorusGraph& rule) const {
    if (torus_shape(rule, peers)) return "";
    if (rule.rows || rule.columns) {
      return fmt::format("a torus of {} has not {} peers. Let rows times columns be the number of peers, both at least 2.",
                         rule.rows && rule.columns ? fmt::format("{} x {}", *rule.rows, *rule.columns)
                         : rule.rows               ? fmt::format("{} rows", *rule.rows)
                                                   : fmt::format("{} columns", *rule.columns),
                         peers);
    }
    if (peers < 4) return at_least(4, "a torus");
    return fmt::format("{} is prime: a torus of so many peers is a ring. Say ring, or change the number of clients.", peers);
  }
  std::string operator()(const CompleteGraph&) const { return at_least(2, "a graph"); }
  std::string operator()(const StarGraph&) const { return at_least(2, "a graph"); }
  std::string operator()(const RandomRegularGraph& rule) const {
    const auto degree = static_cast<std::size_t>(rule.degree);
    if (degree >= peers) {
      return fmt::format("with {} peers nobody has {} neighbours. Lower degree, or raise the number of clients.", peers,
                         degree);
    }
    if (degree * peers % 2 == 0) return "";
    return fmt::format("{} peers of degree {} have an odd number of ends: no graph is so. Make one of them even.", peers,
                       degree);
  }
  std::string operator()(const ErdosRenyiGraph&) const { return at_least(2, "a graph"); }
  std::string operator()(const WattsStrogatzGraph& rule) const {
    if (rule.neighbours % 2 != 0)
      return fmt::format("half of k = {} neighbours are on each side. Make it even.", rule.neighbours);
    if (static_cast<std::size_t>(rule.neighbours) < peers) return "";
    return fmt::format("with {} peers nobody has k = {} neighbours. Lower k, or raise the number of clients.", peers,
                       rule.neighbours);
  }
  std::string operator()(const BarabasiAlbertGraph& rule) const {
    if (static_cast<std::size_t>(rule.joins) < peers) return "";
    return fmt::format("with {} peers nobody can join m = {}. Lower m, or raise the number of clients.", peers, rule.joins);
  }

  std::string at_least(std::size_t least, const char* what) const {
    if (peers >= least) return "";
    return fmt::format("{} has at least {} peers, but there {} {}. Raise the number of clients.", what, least,
                       peers == 1 ? "is" : "are", peers);
  }
};

struct GraphMaker {
  std::size_t peers;
  RandomStream stream;

  PeerGraph operator()(const RingGraph&) const {
    PeerGraph graph{peers};
    for (std::size_t peer = 0; peer < peers; ++peer) boost::add_edge(peer, (peer + 1) % peers, graph);
    return graph;
  }
  PeerGraph operator()(const TorusGraph& rule) const {
    const TorusShape shape = *torus_shape(rule, peers);
    PeerGraph graph{peers};
    for (std::size_t row = 0; row < shape.rows; ++row) {
      for (std::size_t column = 0; column < shape.columns; ++column) {
        const std::size_t peer = row * shape.columns + column;
        boost::add_edge(peer, row * shape.columns + (column + 1) % shape.columns, graph);
        boost::add_edge(peer, (row + 1) % shape.rows * shape.columns + column, graph);
      }
    }
    return graph;
  }
  PeerGraph operator()(const CompleteGraph&) const {
    PeerGraph graph{peers};
    for (std::size_t a = 0; a < peers; ++a) {
      for (std::size_t b = a + 1; b < peers; ++b) boost::add_edge(a, b, graph);
    }
    return graph;
  }
  PeerGraph operator()(const StarGraph&) const {
    PeerGraph graph{peers};
    for (std::size_t leaf = 1; leaf < peers; ++leaf) boost::add_edge(0, leaf, graph);
    return graph;
  }
  PeerGraph operator()(const RandomRegularGraph& rule) {
    return random_regular_graph(peers, static_cast<std::size_t>(rule.degree), stream);
  }
  PeerGraph operator()(const ErdosRenyiGraph& rule) { return erdos_renyi_graph(peers, rule.probability, stream); }
  PeerGraph operator()(const WattsStrogatzGraph& rule) {
    return watts_strogatz_graph(peers, static_cast<std::size_t>(rule.neighbours), rule.rewiring, stream);
  }
  PeerGraph operator()(const BarabasiAlbertGraph& rule) {
    return barabasi_albert_graph(peers, static_cast<std::size_t>(rule.joins), stream);
  }
};

}  // namespace

std::optional<TorusShape> torus_shape(const TorusGraph& rule, std::size_t peers) {
  std::size_t rows = 0;
  if (rule.rows) {
    rows = static_cast<std::size_t>(*rule.rows);
  } else if (rule.columns) {
    rows = peers / static_cast<std::size_t>(*rule.columns);
  } else {
    for (std::size_t divisor = 2; divisor * divisor <= peers; ++divisor) {
      if (peers % divisor == 0) rows = divisor;
    }
  }
  if (rows < 2 || peers % rows != 0) return std::nullopt;
  const TorusShape shape{rows, peers / rows};
  const bool as_given = !rule.columns || static_cast<std::size_t>(*rule.columns) == shape.columns;
  return as_given && shape.columns >= 2 ? std::optional{shape} : std::nullopt;
}

std::string misfit(const GraphRule& rule, std::size_t peers) { return std::visit(Misfit{peers}, rule); }

PeerGraph make_graph(const GraphRule& rule, std::size_t peers, RandomStream stream) {
  return std::visit(GraphMaker{peers, stream}, rule);
}

}  // namespace roundwatt
