#pragma once

#include <optional>
#include <vector>

#include "analysis/study/run_summary.hpp"

namespace roundwatt {

/// What of a run could be otherwise.
enum class FlipQuantity {
  rounds,              ///< the most at which the run emits no more than the other; epochs of a centralized run
  reserved_share,      ///< of its servers
  reserved_factor,     ///< the same as a multiple, where its servers have several shares
  device_idle_w,       ///< of its devices, what they add above idle unchanged [W]
  device_idle_factor,  ///< the same as a multiple, where its devices have several idle powers
};

/// A value of the left run at which both runs emit the same.
struct FlipPoint {
  FlipQuantity quantity{};
  double now = 0;
  std::optional<double> at_equality;  ///< nothing: no possible value does
  bool extrapolated = false;          ///< beyond what was simulated, at the mean of grams a round
};

/// For each quantity the value at which \p left would emit what \p right does, all else unchanged: docs/methods/carbon.md,
/// equations 3 and 4. Quantities that \p left's grams do not depend on are left out.
std::vector<FlipPoint> flip_points(const RunSummary& left, const RunSummary& right);

}  // namespace roundwatt
