#pragma once

#include <cstdint>

namespace fedjoule {

/// Watches evaluations for a target: it is reached with the evaluation that makes `sustained` in a row at or above it.
class TargetWatch {
 public:
  TargetWatch(double target, std::int64_t sustained) : target_{target}, sustained_{sustained} {}

  /// One more evaluation; a NaN is below every target. Returns whether the target is reached now.
  bool observe(double accuracy) {
    in_a_row_ = accuracy >= target_ ? in_a_row_ + 1 : 0;
    return in_a_row_ >= sustained_;
  }

 private:
  double target_;
  std::int64_t sustained_;
  std::int64_t in_a_row_ = 0;
};

}  // namespace fedjoule
