#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/learning/data_splits.hpp"
#include "sim/learning/partition.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// A client before the fleet is enlisted: how much data it has, and where it lives.
struct PlannedClient {
  std::int64_t samples = 0;
  std::optional<HostCandidate> device;  ///< none in a centralized run whose data is in place
};

/// A host that aggregates at the edge, and whose clients are whose.
struct PlannedAggregator {
  HostCandidate host;
  std::vector<std::size_t> clients;  ///< at least one, ascending
};

/// The host that aggregates or trains, where there is one, and the clients on their devices.
struct RunCast {
  std::optional<HostCandidate> server;  ///< none of peers
  std::vector<PlannedClient> clients;
  std::vector<PlannedAggregator> aggregators = {};  ///< of mode hierarchical, in the order of the platform file
  std::shared_ptr<const DataSplits> data;           ///< where the scenario has labels: of a map, or of what is trained on
  std::shared_ptr<const Partition> partition;       ///< of its training samples
};

/// Chooses server, devices and sizes as the scenario says. \throws UserError with every problem: names that the platform does
/// not have, more clients than devices, sizes that do not fit.
RunCast cast_run(const Scenario& scenario, const std::vector<HostCandidate>& candidates);

}  // namespace roundwatt
