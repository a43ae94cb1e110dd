#include <rapidcheck.h>

#include <cmath>
#include <numbers>

#include "sim/base/error.hpp"
#include "sim/federation/edge_file.hpp"
#include "sim/federation/graph_rule.hpp"
#include "sim/federation/mixing.hpp"
#include "tests/catch.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

PeerGraph graph(const GraphRule& rule, std::size_t peers, std::uint64_t seed = 1) {
  REQUIRE(misfit(rule, peers) == "");
  return make_graph(rule, peers, RandomStream{seed, "topology"});
}

double gap(const GraphRule& rule, std::size_t peers) { return spectral_gap(metropolis_hastings(graph(rule, peers))); }

/// An eigenvalue of the ring's matrix, weights 1/3.
double ring_eigenvalue(double mode, double peers) { return (1 + 2 * std::cos(2 * std::numbers::pi * mode / peers)) / 3; }

std::string complaint_about_list(const std::string& csv) {
  return ScratchText{csv}.complaint([](const std::string& file) { read_edge_list(file, 3, EdgeWeights::read); });
}

/// The names of the peers' devices.
const std::vector<std::string> peers{"jetson-0", "jetson-1", "jetson-2"};

EdgeFile graphml_of(const std::string& body, EdgeWeights weights = EdgeWeights::unread) {
  const ScratchText file{body, "graph.graphml"};
  return read_graphml_edges(file.path(), peers, weights);
}

std::string complaint_about_graphml(const std::string& body) {
  const ScratchText file{body, "graph.graphml"};
  return file.complaint([](const std::string& name) { read_graphml_edges(name, peers, EdgeWeights::read); });
}

/// Peers 0 - 1 - 2 with some weight on the first edge.
std::string graphml(const std::string& direction) {
  return "<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
         "<key id=\"w\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>\n"
         "<graph id=\"G\" edgedefault=\"" +
         direction +
         "\"><node id=\"a\"/><node id=\"b\"/><node id=\"c\"/>\n"
         "<edge source=\"a\" target=\"b\"><data key=\"w\">0.25</data></edge>\n"
         "<edge source=\"c\" target=\"b\"><data key=\"w\">0.5</data></edge></graph></graphml>\n";
}

}  // namespace

TEST_CASE("a ring has an edge from each peer to the next") {
  CHECK(edges_of(graph(RingGraph{}, 4)) == std::vector<PeerEdge>{{0, 1}, {0, 3}, {1, 2}, {2, 3}});
  CHECK(misfit(RingGraph{}, 2) == "a ring has at least 3 peers, but there are 2. Raise the number of clients.");
}

TEST_CASE("a torus is as square as it can be") {
  // 12 = 3 x 4: four neighbours each, 24 edges. 2 x 3: the side of 2 has one edge, 3 + 2 * 3 in all.
  const PeerGraph torus = graph(TorusGraph{}, 12);
  CHECK(torus_shape(TorusGraph{}, 12)->rows == 3);
  CHECK(is_regular(torus));
  CHECK(edges_of(torus).size() == 24);
  CHECK(neighbours_of(torus, 0) == std::vector<std::size_t>{1, 3, 4, 8});
  CHECK(edges_of(graph(TorusGraph{}, 6)).size() == 9);
  CHECK(torus_shape(TorusGraph{.rows = 2, .columns = {}}, 12)->columns == 6);
  CHECK(torus_shape(TorusGraph{.rows = {}, .columns = 3}, 12)->rows == 4);
}

TEST_CASE("a torus of a prime number of peers is an error that says so") {
  CHECK(misfit(TorusGraph{}, 7) ==
        "7 is prime: a torus of so many peers is a ring. Say ring, or change the number of clients.");
  CHECK(misfit(TorusGraph{.rows = 5, .columns = {}}, 12) ==
        "a torus of 5 rows has not 12 peers. Let rows times columns be the number of peers, both at least 2.");
  CHECK(misfit(TorusGraph{.rows = 3, .columns = 3}, 12).starts_with("a torus of 3 x 3 has not 12 peers."));
}

TEST_CASE("a complete graph and a star") {
  CHECK(edges_of(graph(CompleteGraph{}, 5)).size() == 10);
  CHECK(edges_of(graph(StarGraph{}, 4)) == std::vector<PeerEdge>{{0, 1}, {0, 2}, {0, 3}});
}

TEST_CASE("random regular graphs are regular and connected") {
  CHECK(rc::check("whatever the degree", [] {
    const auto peers = *rc::gen::inRange<std::size_t>(4, 40);
    const auto degree = *rc::gen::inRange<std::int64_t>(3, static_cast<std::int64_t>(peers));
    RC_PRE(peers * static_cast<std::size_t>(degree) % 2 == 0);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const PeerGraph drawn = make_graph(RandomRegularGraph{degree}, peers, RandomStream{seed, "topology"});
    RC_ASSERT(is_regular(drawn));
    RC_ASSERT(edges_of(drawn).size() == peers * static_cast<std::size_t>(degree) / 2);
    RC_ASSERT(lack_of_connection(drawn).empty());
  }));
  CHECK(misfit(RandomRegularGraph{3}, 5) ==
        "5 peers of degree 3 have an odd number of ends: no graph is so. Make one of them even.");
  CHECK(misfit(RandomRegularGraph{5}, 5).starts_with("with 5 peers nobody has 5 neighbours."));
}

TEST_CASE("random graphs have the edges that they are to have") {
  // Watts and Strogatz n k / 2; Barabasi and Albert m (m + 1) / 2 + m (n - m - 1).
  CHECK(edges_of(graph(WattsStrogatzGraph{4, 0.3}, 30)).size() == 60);
  CHECK(edges_of(graph(BarabasiAlbertGraph{3}, 30)).size() == 6 + 3 * 26);
  CHECK(lack_of_connection(graph(BarabasiAlbertGraph{1}, 200)).empty());
  CHECK(is_regular(graph(WattsStrogatzGraph{4, 0}, 30)));
  CHECK(edges_of(graph(ErdosRenyiGraph{1}, 9)).size() == 36);
  // 2000 peers, p = 0.01: 19990 edges in the mean, standard deviation 140.7.
  CHECK(std::abs(static_cast<double>(edges_of(graph(ErdosRenyiGraph{0.01}, 2000)).size()) - 19990) < 5 * 140.7);
  CHECK(misfit(WattsStrogatzGraph{3, 0}, 9) == "half of k = 3 neighbours are on each side. Make it even.");
  CHECK(misfit(BarabasiAlbertGraph{9}, 9).starts_with("with 9 peers nobody can join m = 9."));
}

TEST_CASE("the same seed draws the same graph and another seed another") {
  const std::vector<GraphRule> rules{RandomRegularGraph{4}, ErdosRenyiGraph{0.2}, WattsStrogatzGraph{4, 0.5},
                                     BarabasiAlbertGraph{2}};
  for (const GraphRule& rule : rules) {
    CHECK(edges_of(graph(rule, 30, 7)) == edges_of(graph(rule, 30, 7)));
    CHECK(edges_of(graph(rule, 30, 7)) != edges_of(graph(rule, 30, 8)));
  }
}

TEST_CASE("an unconnected graph names its parts") {
  PeerGraph parts{9};
  for (std::size_t peer = 0; peer < 6; ++peer) boost::add_edge(peer, peer + 1, parts);
  CHECK(lack_of_connection(parts) == "3 parts: peers 0, 1, 2, 3, 4 and 2 more; peer 7; peer 8");
}

TEST_CASE("weights of Metropolis and Hastings by hand") {
  // A path 0 - 1 - 2: degrees 1, 2, 1. W_01 = W_12 = 1 / 3; peers 0 and 2 keep 2 / 3, peer 1 keeps 1 / 3.
  PeerGraph path{3};
  boost::add_edge(0, 1, path);
  boost::add_edge(1, 2, path);
  const Mixing mixing = metropolis_hastings(path);
  CHECK(mixing[0].own == soft(2.0 / 3));
  CHECK(mixing[1].own == soft(1.0 / 3));
  CHECK(mixing[1].neighbours.size() == 2);
  CHECK(mixing[1].neighbours[1].weight == soft(1.0 / 3));
}

TEST_CASE("weights of Metropolis and Hastings are doubly stochastic") {
  CHECK(rc::check("on any graph", [] {
    const auto peers = *rc::gen::inRange<std::size_t>(2, 40);
    const double probability = *rc::gen::inRange(1, 100) / 100.0;
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Mixing mixing = metropolis_hastings(make_graph(ErdosRenyiGraph{probability}, peers, RandomStream{seed, "topology"}));
    RC_ASSERT(lack_of_stochasticity(mixing).empty());
    for (std::size_t i = 0; i < peers; ++i) {
      for (const NeighbourWeight& neighbour : mixing[i].neighbours) {
        const auto& back = mixing[neighbour.peer].neighbours;
        RC_ASSERT(std::find(back.begin(), back.end(), NeighbourWeight{i, neighbour.weight}) != back.end());
      }
    }
  }));
}

TEST_CASE("spectral gaps are those of the closed forms") {
  for (const std::size_t peers : {3U, 4U, 10U, 101U, 1000U}) {
    CHECK(gap(RingGraph{}, peers) ==
          Approx(1 - std::max(std::abs(ring_eigenvalue(1, static_cast<double>(peers))),
                              std::abs(ring_eigenvalue(static_cast<double>(peers / 2), static_cast<double>(peers)))))
              .margin(1e-10));
  }
  // Complete: W = 11^T / n. Star: leaves keep 1 - 1 / n, so do differences of leaves.
  CHECK(gap(CompleteGraph{}, 7) == Approx(1).margin(1e-10));
  CHECK(gap(StarGraph{}, 9) == Approx(1.0 / 9).margin(1e-10));
  // Torus 5 x 7: 1/5 (1 + 2 cos(2 pi i / 5) + 2 cos(2 pi j / 7)), the largest at i = 0, j = 1.
  CHECK(gap(TorusGraph{}, 35) == Approx(1 - (3 + 2 * std::cos(2 * std::numbers::pi / 7)) / 5).margin(1e-10));
  // Two peers swap and mean: W = ((1/2, 1/2), (1/2, 1/2)).
  CHECK(gap(CompleteGraph{}, 2) == Approx(1).margin(1e-10));
  // A matrix with an eigenvalue near -1: peers that give each other almost all.
  CHECK(spectral_gap(given_mixing({{0, 1, 0.9}}, 2)) == Approx(1 - 0.8).margin(1e-10));
}

TEST_CASE("an edge list brings edges and weights") {
  const ScratchText file{"source,target,weight\n0,1,0.25\n2,1,0.5\n1,2,0.5\n0,0,0.75\n"};
  const EdgeFile found = read_edge_list(file.path(), 3, EdgeWeights::read);
  CHECK(found.weighted);
  CHECK(edges_of(graph_of(found.edges, 3)) == std::vector<PeerEdge>{{0, 1}, {1, 2}});
  const Mixing mixing = given_mixing(found.edges, 3);
  CHECK(lack_of_stochasticity(mixing) == "");
  CHECK(mixing[1].own == soft(0.25));
  CHECK(mixing[2].own == soft(0.5));
}

TEST_CASE("broken edge lists are refused with the line and the cure") {
  CHECK(complaint_about_list("source,target\n0,3\n") ==
        "file.csv, line 2: target = '3' must be a whole number from 0 to 2: a client.");
  CHECK(complaint_about_list("source,target,weight\n0,1,2\n") ==
        "file.csv, line 2: weight = '2' must be a number from 0 to 1.");
  CHECK(complaint_about_list("source,target\n0,1\n1,0\n1,0\n") ==
        "file.csv, line 4: the edge from 1 to 0 stands twice. Remove one.");
  CHECK(complaint_about_list("source,target,weight\n0,1,0.5\n1,0,0.25\n") ==
        "file.csv, line 3: the edge from 1 to 0 has weight 0.25, but 0.5 the other way. Mixing weights are symmetric, and one "
        "a pair: let them be equal.");
}

TEST_CASE("weights that are not doubly stochastic say why") {
  CHECK(lack_of_stochasticity(given_mixing({{0, 1, 0.7}, {1, 2, 0.7}}, 3)) ==
        "the weights of peer 1's neighbours add up to 1.4, above 1. Lower them.");
  CHECK(lack_of_stochasticity(given_mixing({{0, 1, 0.5}, {0, 0, 0.2}}, 2)) ==
        "the weights of peer 0 add up to 0.7, not to 1. Correct them, or leave out its own.");
}

TEST_CASE("weights of an edge list that nobody asks for are not looked at, which is said") {
  const ScratchText file{"source,target,weight\n0,1,7\n2,1,heavy\n"};
  const EdgeFile found = read_edge_list(file.path(), 3, EdgeWeights::unread);
  CHECK(!found.weighted);
  CHECK_THAT(found.notes.at(0), ContainsSubstring("2 edges have a weight, and nothing reads it"));
}

TEST_CASE("a GraphML file brings edges and weights") {
  const EdgeFile found = graphml_of(graphml("undirected"), EdgeWeights::read);
  CHECK(found.weighted);
  REQUIRE(found.edges.size() == 2);
  CHECK(found.edges[1].weight == 0.5);
  CHECK(edges_of(graph_of(found.edges, 3)) == std::vector<PeerEdge>{{0, 1}, {1, 2}});
}

TEST_CASE("GraphML of editors and libraries is read: keys without type, whole numbers, whatever else stands in it") {
  const std::vector<PeerEdge> line{{0, 1}, {1, 2}};
  const EdgeFile networkx = graphml_of(
      "<graphml xmlns='http://graphml.graphdrawing.org/xmlns'><key id='d1' for='edge' attr.name='weight' attr.type='long'/>"
      "<key id='d0' for='node' attr.name='pos' attr.type='string'/><graph edgedefault='undirected'>"
      "<node id='a'><data key='d0'>0,1</data></node><node id='b'/><node id='c'/>"
      "<edge source='a' target='b'><data key='d1'>3</data></edge><edge source='b' target='c'><data key='d1'>5</data></edge>"
      "</graph></graphml>");
  CHECK(edges_of(graph_of(networkx.edges, 3)) == line);
  CHECK_THAT(networkx.notes.at(0), ContainsSubstring("2 edges have a weight, and nothing reads it"));
  const EdgeFile yed = graphml_of(
      "<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'>"
      "<key attr.name='Description' attr.type='string' for='graph' id='d0'/><key for='port' id='d1' "
      "yfiles.type='portgraphics'/>"
      "<key for='node' id='d6' yfiles.type='nodegraphics'/><key for='graphml' id='d7' yfiles.type='resources'/>"
      "<graph edgedefault='undirected' id='G'><data key='d0' xml:space='preserve'/>"
      "<node id='n0'><data key='d6'><y:ShapeNode><y:NodeLabel>A</y:NodeLabel></y:ShapeNode></data></node><node id='n1'/>"
      "<node id='n2'/><edge id='e0' source='n0' target='n1'/><edge id='e1' source='n1' target='n2'/></graph>"
      "<data key='d7'><y:Resources/></data></graphml>");
  CHECK(edges_of(graph_of(yed.edges, 3)) == line);
  const EdgeFile untyped = graphml_of(
      "<g:graphml xmlns:g='x'><g:key id='w' for='edge' attr.name='Weight'><g:default>0.25</g:default></g:key>"
      "<g:graph edgedefault='undirected'><g:node id='a'/><g:node id='b'/><g:node id='c'/><g:edge source='a' target='b'/>"
      "<g:edge source='b' target='c'><g:data key='w'> 0.5 </g:data></g:edge></g:graph></g:graphml>",
      EdgeWeights::read);
  CHECK(untyped.edges.at(0).weight == 0.25);
  CHECK(untyped.edges.at(1).weight == 0.5);
}

TEST_CASE("parallel edges, which maps of networks have, are one, and that is said") {
  const EdgeFile found = graphml_of(
      "<graphml><graph edgedefault='undirected'><node id='a'/><node id='b'/><node id='c'/><edge source='a' target='b'/>"
      "<edge source='b' target='c'/><edge source='b' target='c'/><edge source='c' target='b'/></graph></graphml>");
  CHECK(found.edges.size() == 2);
  CHECK_THAT(found.notes.at(0), EndsWith("2 of its edges stand there again between the same nodes, and count once"));
}

TEST_CASE("nodes that have the names of devices are these peers, whatever their order") {
  const auto named = [](const std::string& first, const std::string& second) {
    return "<graphml><key id='l' for='node' attr.name='label' attr.type='string'/><graph edgedefault='undirected'>"
           "<node id='0'><data key='l'>" +
           first + "</data></node><node id='1'><data key='l'>" + second +
           "</data></node><node id='2'><data key='l'>jetson-1</data></node>"
           "<edge source='0' target='1'/><edge source='1' target='2'/></graph></graphml>";
  };
  // jetson-2 - jetson-0 - jetson-1
  CHECK(edges_of(graph_of(graphml_of(named("jetson-2", "jetson-0")).edges, 3)) == std::vector<PeerEdge>{{0, 1}, {0, 2}});
  CHECK_THAT(complaint_about_graphml(named("jetson-3", "jetson-0")),
             ContainsSubstring("the node jetson-3 is no device of a client, but 2 of 3 nodes are") &&
                 ContainsSubstring("Did you mean"));
  CHECK_THAT(complaint_about_graphml(named("jetson-1", "jetson-0")), ContainsSubstring("two nodes have the name jetson-1"));
}

TEST_CASE("broken GraphML files are refused with line and label") {
  CHECK(complaint_about_graphml(graphml("directed")) ==
        "graph.graphml: is a directed graph (2 of its edges), but peers exchange models both ways. Say "
        "edgedefault=\"undirected\".");
  CHECK(complaint_about_graphml("<graphml").starts_with("graph.graphml, line 1: is no GraphML that can be read: "));
  CHECK_THAT(complaint_about_graphml("<html/>"), ContainsSubstring("its root is <html>"));
  CHECK_THAT(complaint_about_graphml("<graphml/>"), ContainsSubstring("has no <graph>"));
  CHECK_THAT(complaint_about_graphml("<graphml><graph/>\n<graph/></graphml>"), ContainsSubstring("line 2: has 2 graphs"));
  const ScratchText file{graphml("undirected"), "graph.graphml"};
  CHECK(file.complaint([](const std::string& name) {
              read_graphml_edges(name, {"a", "b", "c", "d"}, EdgeWeights::read);
            })
            .ends_with("has 3 nodes, but there are 4 clients. Let them be as many."));
  CHECK(complaint_about_graphml("<graphml><graph edgedefault='undirected'><node id='a'/><node id='b'/><node id='c'/>\n"
                                "<edge source='a' target='b'/>\n<edge source='b' target='d'/></graph></graphml>") ==
        "graph.graphml, line 3: target = 'd' is no node of the graph. Did you mean a?");
  CHECK_THAT(complaint_about_graphml("<graphml><key id='w' for='edge' attr.name='weight'/><graph edgedefault='undirected'>"
                                     "<node id='a'/><node id='b'/><node id='c'/>\n<edge source='a' target='b'>"
                                     "<data key='w'>3</data></edge></graph></graphml>"),
             ContainsSubstring("line 2: weight = '3' must be a number from 0 to 1"));
}

TEST_CASE("no text crashes the GraphML reader") {
  const std::string base = graphml("undirected");
  CHECK(rc::check("a piece cut out, doubled or of other bytes", [&base] {
    std::string text = base;
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto length = *rc::gen::inRange<std::size_t>(0, 40);
    const std::string piece = text.substr(at, length);
    text.replace(at, piece.size(),
                 *rc::gen::element(std::string{}, piece + piece, *rc::gen::container<std::string>(rc::gen::arbitrary<char>())));
    try {
      graphml_of(text, EdgeWeights::read);
    } catch (const UserError&) {
    }
  }));
}

}  // namespace roundwatt
