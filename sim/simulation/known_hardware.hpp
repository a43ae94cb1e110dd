#pragma once

#include <string_view>

namespace roundwatt {

/// What a kind of hardware has been measured, or is judged, to do at most when it trains in FP32: docs/assumptions.md.
struct KnownHardware {
  std::string_view name;
  double most_flop_s;
  std::string_view basis;
};

/// The hardware that a platform's `model` names, letter case, blanks and dashes apart ("jetson-tx2", "Raspberry Pi 4B"); null
/// where it is none of the table.
const KnownHardware* known_hardware(std::string_view model);

/// Judgement, seconds: frameworks take no less to start a step of training, whatever it holds.
constexpr double shortest_step_s = 1e-3;

}  // namespace roundwatt
