#include <fmt/format.h>

#include <boost/algorithm/string/predicate.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <pugixml.hpp>
#include <unordered_map>

#include "sim/base/line_index.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/text_file.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/edge_collector.hpp"

namespace roundwatt {

namespace {

/// The name of an element without that of its namespace.
std::string_view local_name(const pugi::xml_node& node) {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_called(const pugi::xml_node& node, std::string_view name) { return local_name(node) == name; }

/// What stands in a file that yEd, Gephi, networkx, igraph or a person has written: nodes and edges; of the data of both only
/// labels and weights.
class GraphmlReader {
 public:
  GraphmlReader(std::string file, const std::string& text, const std::vector<std::string>& peers, EdgeWeights weights)
      : file_{std::move(file)}, lines_{text}, peers_{peers}, weights_{weights}, edges_{file_, ParallelEdges::counted_once} {
    const pugi::xml_parse_result outcome = document_.load_buffer(text.data(), text.size());
    if (!outcome) refuse_file(outcome.offset, fmt::format("is no GraphML that can be read: {}.", outcome.description()));
  }

  EdgeFile read() {
    const pugi::xml_node root = document_.document_element();
    if (!is_called(root, "graphml")) {
      refuse_file(root.offset_debug(), fmt::format("is no GraphML: its root is <{}>, not <graphml>.", root.name()));
    }
    for (const pugi::xml_node& child : root) {
      if (is_called(child, "key")) take_key(child);
    }
    const pugi::xml_node graph = only_graph(root);
    is_directed_ = std::string_view{graph.attribute("edgedefault").value()} == "directed";
    take_nodes(graph);
    name_peers(graph);
    for (const pugi::xml_node& child : graph) {
      if (is_called(child, "edge")) take_edge(child);
      if (is_called(child, "hyperedge")) refuse(child, "an edge of more than two nodes: peers exchange models in pairs.");
    }
    if (directed_ > 0) {
      edges_.refuse(0, fmt::format("is a directed graph ({} of its edges), but peers exchange models both ways. Say "
                                   "edgedefault=\"undirected\".",
                                   directed_));
    }
    EdgeFile found = edges_.finish();
    if (weighted_ > 0 && weights_ == EdgeWeights::unread) found.notes.push_back(unread_weights(file_, weighted_));
    return found;
  }

 private:
  [[noreturn]] void refuse_file(std::ptrdiff_t offset, const std::string& why) const {
    throw UserError{std::vector{Problem{file_, lines_.line_of(offset), why}}};
  }
  void refuse(const pugi::xml_node& at, const std::string& why) { edges_.refuse(lines_.line_of(at.offset_debug()), why); }

  void take_key(const pugi::xml_node& key) {
    const std::string_view of = key.attribute("for").value();
    const std::string name = key.attribute("attr.name").value();
    if ((of == "edge" || of == "all" || of.empty()) && boost::algorithm::iequals(name, "weight", std::locale::classic())) {
      weight_key_ = key.attribute("id").value();
      for (const pugi::xml_node& child : key) {
        if (is_called(child, "default")) weight_default_ = child.text().get();
      }
    }
    if (of == "node" || of == "all" || of.empty()) {
      for (const char* label : {"label", "name"}) {
        if (boost::algorithm::iequals(name, label, std::locale::classic()))
          label_keys_.emplace_back(key.attribute("id").value());
      }
    }
  }

  pugi::xml_node only_graph(const pugi::xml_node& root) {
    std::vector<pugi::xml_node> graphs;
    for (const pugi::xml_node& child : root) {
      if (is_called(child, "graph")) graphs.push_back(child);
    }
    if (graphs.empty()) refuse_file(root.offset_debug(), "has no <graph>.");
    if (graphs.size() > 1) {
      refuse_file(graphs[1].offset_debug(), fmt::format("has {} graphs, and a run has one. Remove the others.", graphs.size()));
    }
    return graphs.front();
  }

  void take_nodes(const pugi::xml_node& graph) {
    for (const pugi::xml_node& child : graph) {
      if (!is_called(child, "node")) continue;
      const std::string id = child.attribute("id").value();
      if (!numbers_.emplace(id, labels_.size()).second) refuse(child, fmt::format("the node {} stands twice. Remove one.", id));
      ids_.push_back(id);
      labels_.push_back(label_of(child));
      for (const pugi::xml_node& inner : child) {
        if (is_called(inner, "graph")) refuse(inner, fmt::format("the node {} has a graph within: ungroup its nodes.", id));
      }
    }
    if (labels_.size() == peers_.size()) return;
    edges_.refuse(0,
                  fmt::format("has {} nodes, but there are {} clients. Let them be as many.", labels_.size(), peers_.size()));
  }

  /// As a person knows it; empty where the file does not say.
  std::string label_of(const pugi::xml_node& node) const {
    for (const pugi::xml_node& data : node) {
      if (!is_called(data, "data")) continue;
      const std::string key = data.attribute("key").value();
      if (std::find(label_keys_.begin(), label_keys_.end(), key) != label_keys_.end()) {
        return boost::algorithm::trim_copy(std::string{data.text().get()});
      }
      // What yEd draws.
      const pugi::xml_node drawn = data.find_node([](const pugi::xml_node& inner) { return is_called(inner, "NodeLabel"); });
      if (drawn) return boost::algorithm::trim_copy(std::string{drawn.text().get()});
    }
    return "";
  }

  /// Nodes are peers in their order, unless they have the names of the peers' devices: then all must.
  void name_peers(const pugi::xml_node& graph) {
    std::unordered_map<std::string, std::size_t> devices;
    for (std::size_t i = 0; i < peers_.size(); ++i) devices.emplace(peers_[i], i);
    peer_of_.resize(ids_.size());
    for (std::size_t i = 0; i < ids_.size(); ++i) peer_of_[i] = i;
    for (const auto* written : {&ids_, &labels_}) {
      const std::vector<std::string>& names = *written;
      const auto known = static_cast<std::size_t>(
          std::count_if(names.begin(), names.end(), [&](const std::string& name) { return devices.contains(name); }));
      if (known == 0) continue;
      std::vector<bool> taken(peers_.size(), false);
      for (std::size_t i = 0; i < names.size(); ++i) {
        const auto device = devices.find(names[i]);
        if (device == devices.end()) {
          refuse(graph,
                 fmt::format("the node {} is no device of a client, but {} of {} nodes are. Name all by their devices, or "
                             "none.{}",
                             names[i], known, names.size(), did_you_mean(names[i], peers_)));
        } else if (taken[device->second]) {
          refuse(graph, fmt::format("two nodes have the name {}, which is one device. Remove one.", names[i]));
        } else {
          taken[device->second] = true;
          peer_of_[i] = device->second;
        }
      }
      return;
    }
  }

  std::string shown(std::size_t node) const { return labels_[node].empty() ? ids_[node] : labels_[node]; }

  void take_edge(const pugi::xml_node& edge) {
    const auto source = node_of(edge, "source"), target = node_of(edge, "target");
    const pugi::xml_attribute directed = edge.attribute("directed");
    if (directed ? directed.as_bool() : is_directed_) ++directed_;
    if (!source || !target || peer_of_.size() != peers_.size()) return;
    edges_.take(lines_.line_of(edge.offset_debug()), {peer_of_[*source], peer_of_[*target], weight_of(edge)},
                {shown(*source), shown(*target)});
  }

  std::optional<std::size_t> node_of(const pugi::xml_node& edge, const char* end) {
    const std::string id = edge.attribute(end).value();
    const auto found = numbers_.find(id);
    if (found != numbers_.end()) return found->second;
    refuse(edge, fmt::format("{} = '{}' is no node of the graph.{}", end, id, did_you_mean(id, ids_)));
    return std::nullopt;
  }

  double weight_of(const pugi::xml_node& edge) {
    std::string text = weight_default_;
    for (const pugi::xml_node& data : edge) {
      if (!weight_key_.empty() && is_called(data, "data") && weight_key_ == data.attribute("key").value())
        text = data.text().get();
    }
    text = boost::algorithm::trim_copy(text);
    if (text.empty()) return no_weight;
    ++weighted_;
    if (weights_ == EdgeWeights::unread) return no_weight;
    const auto number = parse_number(text);
    if (number && *number >= 0 && *number <= 1) return *number;
    refuse(edge, fmt::format("weight = '{}' must be a number from 0 to 1: what a peer counts the other's model.{}", text,
                             comma_advice(text)));
    return no_weight;
  }

  std::string file_;
  LineIndex lines_;
  const std::vector<std::string>& peers_;
  EdgeWeights weights_;
  pugi::xml_document document_;
  std::string weight_key_, weight_default_;
  std::vector<std::string> label_keys_;
  std::unordered_map<std::string, std::size_t> numbers_;  ///< of nodes by id
  std::vector<std::string> ids_, labels_;
  std::vector<std::size_t> peer_of_;
  bool is_directed_ = false;
  std::size_t directed_ = 0, weighted_ = 0;
  EdgeCollector edges_;
};

}  // namespace

EdgeFile read_graphml_edges(const std::filesystem::path& file, const std::vector<std::string>& peers, EdgeWeights weights) {
  const std::string text = read_text_file(file);
  return GraphmlReader{file.string(), text, peers, weights}.read();
}

}  // namespace roundwatt
