#pragma once

#include "sim/base/quantity.hpp"

namespace roundwatt {

/// What decides the power of a host at an instant.
struct HostState {
  bool on = true;
  double cpu_load = 0;     ///< used share of all cores at nominal speed, in [0, 1]
  bool receiving = false;  ///< a flow of ours arrives, its latency included
  bool sending = false;

  bool operator==(const HostState&) const = default;
};

/// A host's power, split by what causes it.
struct HostPowerParts {
  Watts base;     ///< idle, or off
  Watts compute;  ///< what load adds
  Watts rx, tx;   ///< what the radio adds

  Watts total() const { return base + compute + rx + tx; }
};

/// The powers that a platform declares for one host.
struct HostPower {
  Watts off, idle, epsilon, busy;
  Watts radio_rx, radio_tx;  ///< above idle

  /// Power in \p state: docs/methods/energy.md, equation 1.
  HostPowerParts at(const HostState& state) const;
};

}  // namespace roundwatt
