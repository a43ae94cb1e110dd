#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// How the participations of a run ended, by round and host: in 24 bytes each.
class ParticipationOutcomes {
 public:
  ParticipationOutcomes() = default;
  /// Reads /participations once.
  explicit ParticipationOutcomes(const TraceReader& trace);

  /// Of the participation that an interval of \p host in \p round belongs to; nothing when there is none. Edge rounds of one
  /// round share its number: the last that had begun at \p start_s then.
  std::optional<Outcome> of(std::int32_t round, std::int32_t host, double start_s) const;

 private:
  struct Stint {
    std::int32_t round, host;
    double start_s;
    Outcome outcome;
  };
  struct RoundRange {
    std::int32_t round;
    std::size_t first, end;
  };

  std::vector<Stint> stints_;       ///< by round, host, start
  std::vector<RoundRange> rounds_;  ///< of stints_: the long search is among these few
};

}  // namespace roundwatt
