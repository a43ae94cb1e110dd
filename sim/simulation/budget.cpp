#include "sim/simulation/budget.hpp"

#include <algorithm>
#include <set>

#include "sim/base/quantity.hpp"
#include "sim/grid/read_grid.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

StepFunction intensity_since(const GridTable& grid, const std::string& zone, UtcTime start) {
  const GridSignal& signal = grid.signal(zone, GridKind::average);
  std::vector<StepFunction::Step> steps{{0, signal.at(start).value()}};
  for (const auto& step : signal.steps().steps()) {
    if (step.from > start.epoch_s) steps.push_back({step.from - start.epoch_s, step.value});
  }
  return StepFunction{std::move(steps)};
}

namespace {

BudgetMeter make_budget(const Scenario& scenario, const Fleet& fleet, BudgetMeter::SitePrice price) {
  std::vector<HostRow> hosts;
  for (const FleetHost& host : fleet.hosts()) hosts.push_back(host.row);
  return {fleet.sites(), std::move(hosts), fleet.links(), scenario.carbon.boundary, std::move(price)};
}

}  // namespace

BudgetMeter energy_budget(const Scenario& scenario, const Fleet& fleet) {
  const StepFunction one{{{0, 1}}};
  return make_budget(scenario, fleet, BudgetMeter::SitePrice(fleet.sites().size(), one));
}

GridTable carbon_grid(const Scenario& scenario) {
  return scenario.carbon.grid.given() ? read_grid(scenario.carbon.grid.path) : yearly_intensity();
}

BudgetMeter::SitePrice site_prices(const Scenario& scenario, const Fleet& fleet, const GridTable& grid) {
  BudgetMeter::SitePrice price;
  for (const SiteRow& site : fleet.sites()) {
    std::vector<StepFunction::Step> steps = intensity_since(grid, site.grid_zone, scenario.start).steps();
    for (auto& step : steps) step.value /= joules_per_kwh;
    price.emplace_back(std::move(steps));
  }
  return price;
}

BudgetMeter carbon_budget(const Scenario& scenario, const Fleet& fleet, const GridTable& grid) {
  return make_budget(scenario, fleet, site_prices(scenario, fleet, grid));
}

std::vector<SignalRow> carbon_signals(const Scenario& scenario, const Fleet& fleet, const GridTable& grid) {
  std::set<std::string> zones;
  for (const SiteRow& site : fleet.sites()) zones.insert(site.grid_zone);
  std::vector<SignalRow> rows;
  for (const std::string& zone : zones) {
    const StepFunction values = intensity_since(grid, zone, scenario.start);
    for (const auto& step : values.steps()) {
      rows.push_back({zone, "average", step.from, step.from, step.value});
    }
  }
  std::stable_sort(rows.begin(), rows.end(), [](const SignalRow& a, const SignalRow& b) { return a.valid_s < b.valid_s; });
  return rows;
}

}  // namespace roundwatt
