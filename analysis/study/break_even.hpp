#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/study/run_summary.hpp"

namespace roundwatt {

/// Up to how many rounds a run emits no more than so many grams.
struct RoundLimit {
  std::int64_t simulated = 0;  ///< rounds of the run
  std::int64_t within = 0;     ///< largest number of simulated rounds whose cumulative grams stay at or below
  /// With all simulated rounds below: the largest number of rounds at the mean of grams a round, which is an extrapolation.
  /// Nothing where a round emits nothing.
  std::optional<std::int64_t> extrapolated;

  bool all_within() const { return simulated > 0 && within == simulated; }
};

RoundLimit rounds_within(const RunSummary& run, double grams);

/// How long a federated run emits no more than a centralized one does in all.
struct BreakEven {
  std::string federated, centralized;
  double grams = 0;  ///< of the centralized run
  RoundLimit limit;
};

/// Each federated run against each centralized one.
std::vector<BreakEven> break_evens(const std::vector<RunSummary>& runs);

}  // namespace roundwatt
