#pragma once

#include <optional>
#include <vector>

namespace roundwatt {

/// What one run spent until it reached a target, or until it ended without.
struct Spending {
  double amount = 0;
  bool reached = false;  ///< false: censored, it would have needed more
};

/// The amount by which half of all runs have reached the target, runs that ended before counting as long as they were seen
/// (Kaplan and Meier, 1958): the least amount at which the estimated share of runs still without is at most 1/2. Nothing where
/// it stays above. docs/methods/questions.md, equation 2.
std::optional<double> kaplan_meier_median(std::vector<Spending> runs);

}  // namespace roundwatt
