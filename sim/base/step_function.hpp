#pragma once

#include <vector>

namespace roundwatt {

/// A piecewise-constant function of time: a value holds from its stamp until the next one; the last holds for ever. Not defined
/// before the first stamp. Integrals cost O(log n).
class StepFunction {
 public:
  struct Step {
    double from;
    double value;
  };

  /// \throws std::invalid_argument unless there is at least one step and the stamps increase strictly.
  explicit StepFunction(std::vector<Step> steps);

  double first_stamp() const { return steps_.front().from; }
  double last_stamp() const { return steps_.back().from; }
  const std::vector<Step>& steps() const { return steps_; }

  /// The value that holds at \p time ≥ first_stamp().
  double at(double time) const;
  /// The next stamp strictly after \p time, or infinity.
  double next_change(double time) const;
  /// ∫ value dt over [from, to], first_stamp() ≤ from ≤ to.
  double integral(double from, double to) const;
  /// The mean over [from, to]; the value at \p from when the interval is empty.
  double mean(double from, double to) const;

 private:
  std::size_t step_at(double time) const;

  std::vector<Step> steps_;
  std::vector<double> integral_before_;  ///< from the first stamp to each stamp
};

}  // namespace roundwatt
