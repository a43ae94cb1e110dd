#include "sim/federation/edge_file.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"
#include "sim/federation/edge_collector.hpp"

namespace roundwatt {

namespace {

class EdgeListReader {
 public:
  EdgeListReader(const CsvTable& table, std::size_t peers) : table_{table}, peers_{peers}, edges_{table.file} {}

  EdgeFile read() {
    const auto weight = table_.column("weight");
    for (const CsvRow& row : table_.rows) {
      const auto source = peer_in(row, "source");
      const auto target = peer_in(row, "target");
      const auto weighed = weight ? weight_in(row, row.cells[*weight]) : std::optional{no_weight};
      if (source && target && weighed) edges_.take(row.line, {*source, *target, *weighed});
    }
    return edges_.finish();
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
  EdgeCollector edges_;
};

}  // namespace

EdgeFile read_edge_list(const std::filesystem::path& file, std::size_t peers) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"source", "target"}, {"weight"});
  return EdgeListReader{table, peers}.read();
}

PeerGraph graph_of(const std::vector<WeightedEdge>& edges, std::size_t peers) {
  PeerGraph graph{peers};
  for (const WeightedEdge& edge : edges) {
    if (edge.source != edge.target) boost::add_edge(edge.source, edge.target, graph);
  }
  return graph;
}

}  // namespace roundwatt
