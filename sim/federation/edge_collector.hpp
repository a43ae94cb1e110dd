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

/// What is said of weights that are not asked for.
inline std::string unread_weights(const std::string& file, std::size_t edges) {
  return fmt::format("{}: {} edges have a weight, and nothing reads it: federation.topology.weights = given would", file,
                     edges);
}

/// What becomes of edges between the same peers that stand twice in one direction: maps of networks have them.
enum class ParallelEdges { refused, counted_once };

/// Takes the edges of a file one after another, and finds those that stand twice, or differ both ways.
class EdgeCollector {
 public:
  EdgeCollector(std::string file, ParallelEdges parallel) : file_{std::move(file)}, parallel_{parallel} {}

  /// The names that a person knows its ends by.
  struct Names {
    std::string source, target;
  };

  void take(int line, const WeightedEdge& edge, const Names& names) {
    const PeerEdge ends{std::min(edge.source, edge.target), std::max(edge.source, edge.target)};
    const auto [known, is_new] = seen_.try_emplace(ends, Seen{edge});
    if (is_new) {
      if (std::isnan(edge.weight)) ++without_weight_;
      edges_.push_back(edge);
      return;
    }
    // An undirected file has no other way.
    const bool is_again = parallel_ == ParallelEdges::counted_once || known->second.edge.source == edge.source ||
                          std::exchange(known->second.both_ways, true);
    if (is_again && parallel_ == ParallelEdges::refused) {
      refuse(line, fmt::format("the edge from {} to {} stands twice. Remove one.", names.source, names.target));
      return;
    }
    if (is_again) ++again_;
    const double there = known->second.edge.weight;
    if (edge.weight == there || (std::isnan(edge.weight) && std::isnan(there))) return;
    refuse(line, fmt::format(
                     "the edge from {} to {} has weight {}, but {} {}. Mixing weights are symmetric, and one a pair: let them "
                     "be equal.",
                     names.source, names.target, edge.weight, there, is_again ? "where it stands first" : "the other way"));
  }

  void refuse(int line, const std::string& message) { problems_.add(file_, line, message); }

  /// \throws UserError with every problem
  EdgeFile finish() {
    if (without_weight_ > 0 && without_weight_ < edges_.size()) {
      refuse(0, fmt::format("{} of {} edges have no weight. Give all of them one, or none.", without_weight_, edges_.size()));
    }
    if (edges_.empty() && problems_.empty()) refuse(0, "has no edges. Give some.");
    problems_.throw_if_any();
    EdgeFile found{std::move(edges_), without_weight_ == 0, {}};
    if (again_ > 0)
      found.notes.push_back(
          fmt::format("{}: {} of its edges stand there again between the same nodes, and count once", file_, again_));
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
  std::size_t without_weight_ = 0, again_ = 0;
  ParallelEdges parallel_;
  ProblemList problems_{most_csv_problems};
};

}  // namespace roundwatt
