#pragma once

#include "sim/energy/host_power.hpp"
#include "sim/trace/records.hpp"

namespace roundwatt {

/// The powers that a row of /hosts declares.
inline HostPower power_of(const HostRow& row) {
  return {.off = Watts{row.off_w},
          .idle = Watts{row.idle_w},
          .epsilon = Watts{row.epsilon_w},
          .busy = Watts{row.busy_w},
          .radio_rx = Watts{row.radio_rx_w},
          .radio_tx = Watts{row.radio_tx_w}};
}

}  // namespace roundwatt
