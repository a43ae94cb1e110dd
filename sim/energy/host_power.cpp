#include "sim/energy/host_power.hpp"

namespace roundwatt {

HostPowerParts HostPower::at(const HostState& state) const {
  if (!state.on) return {.base = off, .compute = {}, .rx = {}, .tx = {}};
  HostPowerParts parts{.base = idle, .compute = {}, .rx = {}, .tx = {}};
  if (state.cpu_load > 0) parts.compute = (epsilon - idle) + (busy - epsilon) * state.cpu_load;
  if (state.receiving) parts.rx = radio_rx;
  if (state.sending) parts.tx = radio_tx;
  return parts;
}

}  // namespace roundwatt
