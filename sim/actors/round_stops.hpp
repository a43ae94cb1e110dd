#pragma once

#include <cstdint>
#include <optional>

#include "sim/actors/run_control.hpp"
#include "sim/federation/target_watch.hpp"
#include "sim/scenario/scenario.hpp"

namespace fedjoule {

/// The stops that hold at the end of a round: number of rounds, target accuracy.
class RoundStops {
 public:
  RoundStops(const Stop& stop, RunControl& control);

  /// Looks at the round that has just ended, with its accuracy if it was evaluated.
  void after_round(std::int32_t round, std::optional<double> accuracy);

 private:
  std::optional<std::int64_t> rounds_;
  std::optional<TargetWatch> target_;
  RunControl& control_;
};

}  // namespace fedjoule
