#include "sim/base/error.hpp"
#include "sim/federation/edge_file.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace roundwatt;

/// Any text as GraphML and as a list of edges.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file{as_text(data, size)};
  const std::vector<std::string> peers{"a", "b", "c"};
  const auto expect_right = [&](const EdgeFile& found) {
    expect(!found.edges.empty(), "a graph has an edge");
    for (const WeightedEdge& edge : found.edges) {
      expect(edge.source < peers.size() && edge.target < peers.size(), "an edge ends at peers");
      expect(edge.weight >= 0 && edge.weight <= 1, "a weight is in [0, 1]");
    }
  };
  for (const EdgeWeights weights : {EdgeWeights::read, EdgeWeights::unread}) {
    try {
      expect_right(read_graphml_edges(file.path(), peers, weights));
    } catch (const UserError&) {
    }
    try {
      expect_right(read_edge_list(file.path(), peers.size(), weights));
    } catch (const UserError&) {
    }
  }
  return 0;
}
