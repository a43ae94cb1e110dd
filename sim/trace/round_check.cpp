#include "sim/trace/round_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <compare>
#include <map>
#include <numeric>

namespace roundwatt {

namespace {

/// What the participations of one round add up to.
struct RoundSums {
  std::array<std::int64_t, 6> outcomes{};  ///< by Outcome
  double bytes_down = 0, bytes_up = 0, bytes_lost = 0;
  double over_from_s = 0, over_until_s = 0;  ///< the last outcome was known between these
};

/// A round, or one edge round of one aggregator.
struct RoundKey {
  std::int32_t round, edge_round, aggregator;  ///< aggregator: -1 but for edge rounds
  auto operator<=>(const RoundKey&) const = default;
};

template <class Row>
RoundKey key_of(const Row& row) {
  return {row.round, row.edge_round, row.edge_round > 0 ? row.aggregator : -1};
}

/// From when a round stopped collecting to when its model was there.
struct Closing {
  double from_s, until_s;
};

std::map<RoundKey, Closing> read_closings(const TraceReader& trace) {
  std::map<RoundKey, Closing> closings;
  trace.for_each<RoundRow>([&](const RoundRow& row) { closings[key_of(row)] = {row.closed_s, row.end_s}; });
  return closings;
}

std::map<RoundKey, RoundSums> sum_participations(const TraceReader& trace) {
  std::map<RoundKey, RoundSums> sums;
  const std::map<RoundKey, Closing> closings = read_closings(trace);
  trace.for_each<ParticipationRow>([&](const ParticipationRow& row) {
    RoundKey key = key_of(row);
    RoundSums& round = sums[key];
    ++round.outcomes.at(static_cast<std::size_t>(row.outcome));
    round.bytes_down += row.bytes_down;
    round.bytes_up += row.bytes_up;
    round.bytes_lost += row.bytes_lost;
    round.over_from_s = std::max(round.over_from_s, row.end_s);
    round.over_until_s = std::max(round.over_until_s, row.end_s);
    // One that was dropped may have waited in vain until the end of the run; of one that was used it is known when the round
    // that merges it looks at it.
    if (row.outcome == Outcome::dropped) round.over_until_s = std::max(round.over_until_s, trace.header().end_s);
    if (key.edge_round == 0) key.round += row.staleness;  // edge rounds merge nothing stale
    const auto merging = closings.find(key);
    if (merging == closings.end() || row.outcome != Outcome::aggregated) return;
    round.over_from_s = std::max(round.over_from_s, merging->second.from_s);
    round.over_until_s = std::max(round.over_until_s, merging->second.until_s);
  });
  return sums;
}

class RoundCheck {
 public:
  RoundCheck(const TraceReader& trace, ViolationList& violations)
      : trace_{trace}, violations_{violations}, sums_{sum_participations(trace)} {}

  void run() {
    trace_.for_each<RoundRow>([this](const RoundRow& row) {
      check_times(row);
      check_counts(row);
      if (trace_.count<ParticipationRow>() > 0 && !counts_aggregators(row)) check_sums(row, sums_of(row));
      ++row_number_;
    });
  }

 private:
  RoundSums sums_of(const RoundRow& row) const {
    const auto sums = sums_.find(key_of(row));
    return sums == sums_.end() ? RoundSums{} : sums->second;
  }

  bool counts_aggregators(const RoundRow& row) const { return row.level == 0 && trace_.header().mode == "hierarchical"; }

  void check_times(const RoundRow& row) {
    if (row.start_s > row.closed_s || row.closed_s > row.end_s || row.end_s > trace_.header().end_s) {
      violated(fmt::format("start_s, closed_s, end_s in order, up to {}", trace_.header().end_s),
               fmt::format("{}, {}, {}", row.start_s, row.closed_s, row.end_s));
    }
    check_level(row);
    if (counts_aggregators(row)) return;  // it is over with the last of its edge rounds
    // A round is over with its last client, which only the rows of /participations know.
    if (row.selected > 0 && sums_.empty()) return;
    const RoundSums sums = sums_of(row);
    const double written_until_s = std::max(row.end_s, sums.over_until_s);
    if (written_until_s < latest_written_s_) {
      violated(fmt::format("rows in the order in which the rounds were over, at least {} s", latest_written_s_),
               fmt::format("{} s", written_until_s));
    }
    latest_written_s_ = std::max({latest_written_s_, row.end_s, sums.over_from_s});
  }

  /// The row of a global round follows those of its edge rounds.
  void check_level(const RoundRow& row) {
    if ((row.level == 0) != (row.edge_round == 0)) {
      violated("edge_round 0 at level 0 and from 1 at level 1", fmt::format("{} at level {}", row.edge_round, row.level));
    }
    if (row.level == 0) latest_global_ = std::max(latest_global_, row.round);
    if (row.level > 0 && row.round <= latest_global_) {
      violated("edge rounds before the row of their round", fmt::format("round {}", row.round));
    }
  }

  void check_counts(const RoundRow& row) {
    const std::int64_t sum = std::int64_t{row.aggregated} + row.late + row.cancelled + row.failed + row.dropped + row.left;
    if (sum != row.selected)
      violated(fmt::format("{} outcomes, one for each client selected", row.selected), fmt::format("{}", sum));
  }

  void check_sums(const RoundRow& row, const RoundSums& sums) {
    const std::int64_t rows = std::accumulate(sums.outcomes.begin(), sums.outcomes.end(), std::int64_t{0});
    const bool cut_off = !trace_.header().complete && rows < row.selected;  // its last rows were not safe yet
    if (cut_off) return;
    const std::array<std::int64_t, 6> counts{row.aggregated, row.late, row.cancelled, row.failed, row.dropped, row.left};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == sums.outcomes[i]) continue;
      violated(fmt::format("{} = {}, the rows of /participations", flag_names<Outcome>()[i], sums.outcomes[i]),
               fmt::format("{}", counts[i]));
    }
    check_sum("bytes_down", sums.bytes_down, row.bytes_down);
    check_sum("bytes_up", sums.bytes_up, row.bytes_up);
    check_sum("bytes_lost", sums.bytes_lost, row.bytes_lost);
  }

  void check_sum(const char* column, double expected, double found) {
    if (nearly_equal(expected, found)) return;
    violated(fmt::format("{} = {}, the sum over /participations", column, expected), fmt::format("{}", found));
  }

  void violated(std::string expected, std::string found) {
    violations_.add(schema<RoundRow>().group, row_number_, std::move(expected), std::move(found));
  }

  const TraceReader& trace_;
  ViolationList& violations_;
  const std::map<RoundKey, RoundSums> sums_;
  std::int64_t row_number_ = 0;
  double latest_written_s_ = 0;
  std::int32_t latest_global_ = 0;  ///< round
};

}  // namespace

void check_rounds(const TraceReader& trace, ViolationList& violations) { RoundCheck{trace, violations}.run(); }

}  // namespace roundwatt
