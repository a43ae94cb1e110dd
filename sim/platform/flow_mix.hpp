#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// What SimGrid's weights make of the flows that cross a link (docs/methods/time.md, equation 4): which kinds there are, and
/// how much they could ask of it.
struct FlowMix {
  /// Flows of one kind, and whose the first one is.
  struct Kind {
    std::uint32_t flows = 0;
    std::uint32_t first = 0;
  };
  Kind over_air, wired;                ///< by whether they cross an access point too
  Kind without_latency, with_latency;  ///< on their whole way
  double asked_byte_s = 0;             ///< the sum of the rates that their other links leave them
};

/// A flow as one of the links on its way sees it.
struct CrossingFlow {
  std::uint32_t whose = 0;  ///< a number that weight_warning() can be given a name for
  bool over_air = false;
  double latency_s = 0;
  double elsewhere_byte_s = 0;  ///< the slowest of its other links
};

void join(FlowMix& mix, const CrossingFlow& flow);

/// What users of \p link, of \p bandwidth_byte_s, should know of a mix before they believe the rates that \p model gives; empty
/// where there is nothing, as where the link cannot be a bottleneck.
std::string weight_warning(const std::string& link, double bandwidth_byte_s, const FlowMix& mix, NetworkModel model,
                           const std::function<std::string(std::uint32_t)>& name);

}  // namespace roundwatt
