#pragma once

#include "sim/energy/budget_meter.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/trace_writer.hpp"

namespace fedjoule {

/// Counts joules, for stop.energy.
BudgetMeter energy_budget(const Scenario& scenario, const Fleet& fleet);

/// Counts grams of CO2e on the grid that the scenario names, for stop.carbon.
/// \throws UserError when the grid does not know a zone of the fleet, or not at the start of the run.
BudgetMeter carbon_budget(const Scenario& scenario, const Fleet& fleet);

/// What carbon_budget() is told of each grid zone of the fleet from the start on, one row for each value, by time.
std::vector<SignalRow> carbon_signals(const Scenario& scenario, const Fleet& fleet);

}  // namespace fedjoule
