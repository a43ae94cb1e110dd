#pragma once

#include "sim/base/step_function.hpp"

namespace roundwatt {

/// When a round should begin, if it may wait.
struct WaitingRule {
  double slack_s = 0;  ///< the longest wait; ≥ 0
  double least_saving =
      0;  ///< share of the intensity now that waiting must save, in [0, 1): a wait that saves less is not worth it
};

/// How long a round of \p duration_s should wait from \p now, so that the mean of \p intensity over it is least: 0 unless some
/// wait within the slack saves at least the rule's share. The earliest of equal ones. Exact: the mean over a window that slides
/// along a step function is least where an end of the window lies on a step, or at an end of the slack.
double best_delay(const StepFunction& intensity, double now, double duration_s, const WaitingRule& rule);

}  // namespace roundwatt
