#pragma once

#include "sim/energy/budget_meter.hpp"
#include "sim/grid/grid_table.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/trace/trace_writer.hpp"

namespace roundwatt {

/// The intensity of \p zone, g/kWh, by time since \p start. \throws UserError where \p grid does not know it, or not then.
StepFunction intensity_since(const GridTable& grid, const std::string& zone, UtcTime start);

/// Counts joules, for stop.energy.
BudgetMeter energy_budget(const Scenario& scenario, const Fleet& fleet);

/// Grams for a joule at the meter of each site, by time since the start.
BudgetMeter::SitePrice site_prices(const Scenario& scenario, const Fleet& fleet, const GridTable& grid);

/// The grid that the scenario names, for stop.carbon and who foresees it. \throws UserError with what is wrong with its
/// file.
GridTable carbon_grid(const Scenario& scenario);

/// Counts grams of CO2e on \p grid, for stop.carbon.
/// \throws UserError when the grid does not know a zone of the fleet, or not at the start of the run.
BudgetMeter carbon_budget(const Scenario& scenario, const Fleet& fleet, const GridTable& grid);

/// What carbon_budget() is told of each grid zone of the fleet from the start on, one row for each value, by time.
std::vector<SignalRow> carbon_signals(const Scenario& scenario, const Fleet& fleet, const GridTable& grid);

}  // namespace roundwatt
