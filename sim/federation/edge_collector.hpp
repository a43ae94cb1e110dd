#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/federation/edge_file.hpp"

namespace roundwatt {

/// A weight that is not given.
constexpr double no_weight = std::numeric_limits<double>::quiet_NaN();

/// Takes the edges of a file one after another, and finds those that stand twice, or differ both ways.
class EdgeCollector {
 public:
  explicit EdgeCollector(std::string file) : file_{std::move(file)} {}

  /// \p line: 0 where the format knows none.
  void take(int line, const WeightedEdge& edge) {
    const PeerEdge ends{std::min(edge.source, edge.target), std::max(edge.source, edge.target)};
    const auto [known, is_new] = seen_.try_emplace(ends, Seen{edge});
    if (is_new) {
      if (std::isnan(edge.weight)) ++without_weight_;
      edges_.push_back(edge);
    } else if (known->second.edge.source == edge.source) {
      refuse(line, fmt::format("the edge from {} to {} stands twice. Remove one.", edge.source, edge.target));
    } else if (std::exchange(known->second.both_ways, true)) {
      refuse(line, fmt::format("the edge from {} to {} stands twice. Remove one.", edge.source, edge.target));
    } else if (const double there = known->second.edge.weight;
               edge.weight != there && !(std::isnan(edge.weight) && std::isnan(there))) {
      refuse(line, fmt::format("the edge from {} to {} has weight {}, but {} the other way. Mixing weights are symmetric: "
                               "let them be equal.",
                               edge.source, edge.target, edge.weight, there));
    }
  }

  void refuse(int line, const std::string& message) { problems_.add(file_, line, message); }

  /// \throws UserError with every problem
  EdgeFile finish() {
    if (without_weight_ > 0 && without_weight_ < edges_.size()) {
      refuse(0, fmt::format("{} of {} edges have no weight. Give all of them one, or none.", without_weight_, edges_.size()));
    }
    if (edges_.empty() && problems_.empty()) refuse(0, "has no edges. Give some.");
    problems_.throw_if_any();
    EdgeFile found{std::move(edges_), without_weight_ == 0};
    if (!found.weighted) {
      for (WeightedEdge& edge : found.edges) edge.weight = 1;
    }
    return found;
  }

 private:
  struct Seen {
    WeightedEdge edge;
    bool both_ways = false;
  };

  std::string file_;
  std::vector<WeightedEdge> edges_;
  std::map<PeerEdge, Seen> seen_;
  std::size_t without_weight_ = 0;
  ProblemList problems_{most_csv_problems};
};

}  // namespace roundwatt
