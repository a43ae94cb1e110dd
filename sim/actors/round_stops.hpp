#pragma once

#include <cstdint>
#include <optional>

#include "sim/actors/run_control.hpp"
#include "sim/federation/target_watch.hpp"
#include "sim/learning/accuracy_curve.hpp"
#include "sim/scenario/scenario.hpp"

namespace fedjoule {

/// The stops that hold at the end of a round: number of rounds, target accuracy.
class RoundStops {
 public:
  /// \p watched: the set on which the target is to be reached.
  RoundStops(const Stop& stop, EvaluationSet watched, RunControl& control);

  /// Looks at an evaluation whose result is known now.
  void after_evaluation(const EvaluationResult& result);
  /// Looks at the round that has just ended.
  void after_round(std::int32_t round);

 private:
  std::optional<std::int64_t> rounds_;
  std::optional<TargetWatch> target_;
  EvaluationSet watched_;
  RunControl& control_;
};

}  // namespace fedjoule
