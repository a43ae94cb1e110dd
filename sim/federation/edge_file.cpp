#include "sim/federation/edge_file.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"
#include "sim/federation/edge_collector.hpp"

namespace roundwatt {

namespace {

class EdgeListReader {
 public:
  EdgeListReader(const CsvTable& table, std::size_t peers, EdgeWeights weights)
      : table_{table}, peers_{peers}, weights_{weights}, edges_{table.file, ParallelEdges::refused} {}

  EdgeFile read() {
    const auto column = table_.column("weight");
    const bool has_weights = column && weights_ == EdgeWeights::read;
    for (const CsvRow& row : table_.rows) {
      const auto source = peer_in(row, "source");
      const auto target = peer_in(row, "target");
      const auto weighed = has_weights ? weight_in(row, row.cells[*column]) : std::optional{no_weight};
      if (source && target && weighed)
        edges_.take(row.line, {*source, *target, *weighed}, {std::to_string(*source), std::to_string(*target)});
    }
    EdgeFile found = edges_.finish();
    if (column && !has_weights) found.notes.push_back(unread_weights(table_.file, table_.rows.size()));
    return found;
  }

 private:
  std::optional<std::size_t> peer_in(const CsvRow& row, const char* column) {
    const std::string& text = row.cells[*table_.column(column)];
    const auto number = parse_number(text);
    if (number && *number == std::floor(*number) && *number >= 0 && *number < static_cast<double>(peers_)) {
      return static_cast<std::size_t>(*number);
    }
    edges_.refuse(row.line, fmt::format("{} = '{}' must be a whole number from 0 to {}: a client.", column, text, peers_ - 1));
    return std::nullopt;
  }

  std::optional<double> weight_in(const CsvRow& row, const std::string& text) {
    const auto number = parse_number(text);
    if (number && *number >= 0 && *number <= 1) return number;
    edges_.refuse(row.line, fmt::format("weight = '{}' must be a number from 0 to 1.{}", text, comma_advice(text)));
    return std::nullopt;
  }

  const CsvTable& table_;
  std::size_t peers_;
  EdgeWeights weights_;
  EdgeCollector edges_;
};

}  // namespace

EdgeFile read_edge_list(const std::filesystem::path& file, std::size_t peers, EdgeWeights weights) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"source", "target"}, {"weight"});
  return EdgeListReader{table, peers, weights}.read();
}

PeerGraph graph_of(const std::vector<WeightedEdge>& edges, std::size_t peers) {
  PeerGraph graph{peers};
  for (const WeightedEdge& edge : edges) {
    if (edge.source != edge.target) boost::add_edge(edge.source, edge.target, graph);
  }
  return graph;
}

}  // namespace roundwatt
