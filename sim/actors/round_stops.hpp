#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "sim/actors/run_control.hpp"
#include "sim/federation/target_watch.hpp"
#include "sim/learning/accuracy_curve.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The stops that may hold at the end of a round: number of rounds, target accuracy, time.
class RoundStops {
 public:
  /// What the run has spent up to now.
  using EnergyReading = std::function<Joules()>;

  /// \p watched: the set on which the target is to be reached; \p spent is asked where there is a target.
  RoundStops(const Stop& stop, EvaluationSet watched, EnergyReading spent, RunControl& control);

  /// Looks at an evaluation after \p round whose result is known now.
  void after_evaluation(std::int32_t round, const EvaluationResult& result);
  /// Looks at the round that has just ended.
  void after_round(std::int32_t round);
  /// Whether stop.time is now: no round begins any more.
  bool time_is_up() const;
  /// How far the run has come to its target, where it has one.
  const std::optional<TargetWatch>& target() const { return target_; }

 private:
  /// Once all that happens at this instant has happened.
  void stop(const char* reason);

  std::optional<std::int64_t> rounds_;
  std::optional<Seconds> time_;
  std::optional<TargetWatch> target_;
  EvaluationSet watched_;
  EnergyReading spent_;
  RunControl& control_;
};

}  // namespace roundwatt
