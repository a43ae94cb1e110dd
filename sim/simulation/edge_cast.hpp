#pragma once

#include <vector>

#include "sim/simulation/run_cast.hpp"

namespace roundwatt {

/// Who aggregates whose updates in mode hierarchical, as the scenario says; aggregators without clients are left out unless
/// they were named. \throws UserError with every problem: unknown hosts, sites without an aggregator, or with several.
std::vector<PlannedAggregator> cast_edge(const Scenario& scenario, const std::vector<HostCandidate>& candidates,
                                         const RunCast& cast);

}  // namespace roundwatt
