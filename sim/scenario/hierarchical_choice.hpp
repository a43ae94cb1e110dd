#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roundwatt {

enum class EdgeAssignment { by_site, round_robin };

/// Mode hierarchical: edge aggregators between the server and the clients.
struct HierarchicalChoice {
  std::int64_t edge_rounds = 1;          ///< of each aggregator in a global round
  std::vector<std::string> aggregators;  ///< hosts; empty: all of kind aggregator
  EdgeAssignment assignment = EdgeAssignment::by_site;

  bool operator==(const HierarchicalChoice&) const = default;
};

}  // namespace roundwatt
