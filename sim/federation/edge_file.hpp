#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "sim/federation/mixing.hpp"

namespace roundwatt {

/// A topology as a file has it.
struct EdgeFile {
  std::vector<WeightedEdge> edges;  ///< each once; without weights 1
  bool weighted = false;
};

/// Reads a CSV file with the columns source and target (whole numbers below \p peers) and, for all edges or none, weight. An
/// edge stands once or, with the same weight, both ways; an edge from a peer to itself is what it counts its own model.
/// \throws UserError with every problem
EdgeFile read_edge_list(const std::filesystem::path& file, std::size_t peers);

/// Reads an undirected GraphML file with as many nodes as there are \p peers, in their order; edges have a weight if their
/// attribute of that name says so. \throws UserError with every problem
EdgeFile read_graphml_edges(const std::filesystem::path& file, std::size_t peers);

/// The graph of \p edges, without those from a peer to itself.
PeerGraph graph_of(const std::vector<WeightedEdge>& edges, std::size_t peers);

}  // namespace roundwatt
