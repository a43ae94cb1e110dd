#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// The powers of one pstate, W.
struct StateWattage {
  double idle, epsilon, busy;
};

/// "idle:epsilon:busy" for each pstate, separated by commas; of two numbers "idle:busy" epsilon is idle. Nothing for other
/// text, negative or non-finite numbers.
std::optional<std::vector<StateWattage>> parse_wattage_per_state(std::string_view text);

/// The power range of a link, W.
struct WattageRange {
  double idle, busy;
};

/// "idle:busy" with 0 ≤ idle ≤ busy; nothing for other text.
std::optional<WattageRange> parse_wattage_range(std::string_view text);

}  // namespace roundwatt
