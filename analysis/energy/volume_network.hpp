#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "analysis/energy/energy_item.hpp"
#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// What the network costs: by the power of links and their use, or so much for each gigabyte that was sent.
struct NetworkCost {
  std::optional<double> kwh_per_gb;  ///< at least 0; 1 GB is 10⁹ bytes
};

/// Passes an item for each way that bytes went on to \p visit, at the site of the device that sent or received them: what
/// studies do that have no power of links. Radios of hosts are beside it. \p hosts are those of the trace.
void visit_volume(const ParticipationRow& row, const std::vector<HostRow>& hosts, double kwh_per_gb,
                  const std::function<void(const EnergyItem&)>& visit);
void visit_volume(const TransferRow& row, const std::vector<HostRow>& hosts, double kwh_per_gb,
                  const std::function<void(const EnergyItem&)>& visit);

}  // namespace roundwatt
