#include "sim/simulation/grid_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/base/error.hpp"
#include "sim/grid/read_forecast.hpp"
#include "sim/simulation/budget.hpp"

namespace roundwatt {

namespace {

std::vector<std::string> zones_of(const Fleet& fleet) {
  std::set<std::string> zones;
  for (const SiteRow& site : fleet.sites()) zones.insert(site.grid_zone);
  return {zones.begin(), zones.end()};
}

/// Those of the issues that count from the start of the run on, by time since then.
std::vector<ForecastIssue> since(UtcTime start, std::vector<ForecastIssue> issues) {
  for (ForecastIssue& issue : issues) {
    issue.issued -= start.epoch_s;
    for (auto& step : issue.steps) step.from -= start.epoch_s;
  }
  return issues;
}

/// The forecast for each of \p zones. Only those where devices are need one that was issued.
class ForecastMaker {
 public:
  ForecastMaker(const Scenario& scenario, const GridTable& grid) : scenario_{scenario}, grid_{grid} {
    const FileReference& file = scenario.carbon.forecast.file;
    if (file.given()) issued_ = read_forecasts(file.path, grid);
  }

  std::unique_ptr<Forecast> make(const std::string& zone, std::size_t number) const {
    StepFunction truth = intensity_since(grid_, zone, scenario_.start);
    if (!scenario_.carbon.forecast.file.given()) {
      const double covered = grid_.signal(zone, GridKind::average).covered_until().epoch_s - scenario_.start.epoch_s;
      return std::make_unique<TruthForecast>(std::move(truth), covered, scenario_.carbon.forecast.error,
                                             RandomStream{scenario_.seed, "forecast", number});
    }
    const auto issues = issued_.find(grid_.canonical_zone(zone));
    if (issues == issued_.end() || issues->second.front().issued > scenario_.start.epoch_s) throw UserError{{lacks(zone)}};
    return std::make_unique<IssuedForecast>(std::move(truth), since(scenario_.start, issues->second));
  }

 private:
  Problem lacks(const std::string& zone) const {
    return scenario_.problem(
        "carbon.forecast.file",
        fmt::format(
            "carbon.forecast.file = {} has no forecast of grid zone {} that was issued by the start of the run, {}. Add "
            "one, or start the run later.",
            scenario_.carbon.forecast.file.as_written, zone, utc_text(scenario_.start)));
  }

  const Scenario& scenario_;
  const GridTable& grid_;
  IssuedForecasts issued_;
};

}  // namespace

GridAdvice::GridAdvice(const Scenario& scenario, const Fleet& fleet, const GridTable& grid) {
  const ForecastMaker maker{scenario, grid};
  const std::vector<std::string> zones = zones_of(fleet);
  std::set<std::string> of_devices;
  for (const FleetHost& host : fleet.hosts()) {
    if (host.row.kind == HostKind::device) of_devices.insert(fleet.sites()[static_cast<std::size_t>(host.row.site)].grid_zone);
  }
  for (const std::string& zone : zones) {
    // Nobody asks for the others, which a file of forecasts may lack.
    zones_.push_back({zone, of_devices.contains(zone) ? maker.make(zone, zones_.size()) : nullptr, {}});
  }
  for (const SiteRow& site : fleet.sites()) {
    const auto place = std::lower_bound(zones.begin(), zones.end(), site.grid_zone);
    zone_at_.push_back(static_cast<std::size_t>(place - zones.begin()));
  }
}

StepFunction GridAdvice::tell(std::int32_t site, double now, double until) {
  Zone& zone = zones_[zone_at_[static_cast<std::size_t>(site)]];
  StepFunction known = zone.forecast->known(now, until);
  note(zone, known, now);
  return known;
}

void GridAdvice::note(Zone& zone, const StepFunction& known, double now) {
  for (const StepFunction::Step& step : known.steps()) {
    const Figure figure{step.from <= now, step.value};
    const auto told = zone.told.find(step.from);
    if (told != zone.told.end() && told->second == figure) continue;
    zone.told[step.from] = figure;
    if (listener_) listener_({zone.name, figure.actual ? "actual" : "forecast", now, step.from, step.value});
  }
}

}  // namespace roundwatt
