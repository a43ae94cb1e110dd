#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/federation/mixing.hpp"

namespace roundwatt {

/// A topology as a file has it.
struct EdgeFile {
  std::vector<WeightedEdge> edges;  ///< each once; without weights 1
  bool weighted = false;
  std::vector<std::string> notes = {};  ///< what was made of it that its author may not expect, in words
};

/// Whether the weights of a file are asked for.
enum class EdgeWeights { read, unread };

/// Reads a CSV file with the columns source and target (whole numbers below \p peers) and, for all edges or none, weight. An
/// edge stands once or, with the same weight, both ways; an edge from a peer to itself is what it counts its own model.
/// Weights that are not asked for are not looked at. \throws UserError with every problem
EdgeFile read_edge_list(const std::filesystem::path& file, std::size_t peers, EdgeWeights weights);

/// Reads an undirected GraphML file with as many nodes as there are \p peers: in their order, or, where ids or labels are names
/// of \p peers, by these. Parallel edges are one. Edges have a weight, in [0, 1], if their attribute of that name says so,
/// typed or not; of all other data nothing is read. \throws UserError with every problem, lines and labels
EdgeFile read_graphml_edges(const std::filesystem::path& file, const std::vector<std::string>& peers, EdgeWeights weights);

/// The graph of \p edges, without those from a peer to itself.
PeerGraph graph_of(const std::vector<WeightedEdge>& edges, std::size_t peers);

}  // namespace roundwatt
