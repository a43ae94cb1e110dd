#include <fmt/format.h>

#include <boost/graph/graphml.hpp>
#include <sstream>

#include "sim/base/text_file.hpp"
#include "sim/federation/edge_collector.hpp"

namespace roundwatt {

namespace {

struct EdgeAttributes {
  double weight = no_weight;
};

/// With loops and parallel edges, as files may have them.
using AnyGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property, EdgeAttributes>;

/// For attributes that nobody asks for.
boost::shared_ptr<boost::dynamic_property_map> ignore_attribute(const std::string&, const boost::any&, const boost::any&) {
  return {};
}

AnyGraph parse(const std::string& file, const std::string& text) {
  AnyGraph graph;
  boost::dynamic_properties properties{&ignore_attribute};
  properties.property("weight", boost::get(&EdgeAttributes::weight, graph));
  std::istringstream stream{text};
  const auto refuse = [&file](const std::string& why) { throw UserError{std::vector{Problem{file, 0, why}}}; };
  try {
    boost::read_graphml(stream, graph, properties);
  } catch (const boost::directed_graph_error&) {
    refuse("is a directed graph, but peers exchange models both ways. Say edgedefault=\"undirected\".");
  } catch (const std::exception& error) {
    refuse(fmt::format("is no GraphML that can be read: {}.", error.what()));
  }
  return graph;
}

}  // namespace

EdgeFile read_graphml_edges(const std::filesystem::path& file, std::size_t peers) {
  const std::string name = file.string();
  const AnyGraph graph = parse(name, read_text_file(file));
  EdgeCollector edges{name};
  if (boost::num_vertices(graph) != peers) {
    edges.refuse(
        0, fmt::format("has {} nodes, but there are {} clients. Let them be as many.", boost::num_vertices(graph), peers));
  }
  for (auto [edge, end] = boost::edges(graph); edge != end; ++edge) {
    const std::size_t source = boost::source(*edge, graph);
    const std::size_t target = boost::target(*edge, graph);
    edges.take(0, {source, target, graph[*edge].weight});
  }
  return edges.finish();
}

}  // namespace roundwatt
