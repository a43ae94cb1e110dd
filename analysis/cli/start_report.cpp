#include "analysis/cli/start_report.hpp"

#include <fmt/format.h>

#include "analysis/energy/boundary_rule.hpp"

namespace roundwatt {

ReportSection start_section(const EnergyLedger& energy, const StartCurve& curve, const GridAssignment& grids) {
  constexpr std::size_t starts_shown = 30;
  const LaterStart& now = curve.starts.front();
  const LaterStart& best = curve.best();
  ReportTable table{"starts",
                    "Starts",
                    {{"start_utc", "start"},
                     {"delay_s", "later by", Measure::seconds},
                     {"co2e_g", "CO2e", Measure::grams},
                     {"ratio", "ratio to as run", Measure::factor}},
                    {},
                    "",
                    starts_shown};
  for (const LaterStart& one : curve.starts) {
    table.rows.push_back({utc_text(one.start), one.delay.value(), one.grams, one.grams / now.grams});
  }
  ReportSection section;
  section.name = energy.trace().header().name;
  section.facts = {{{"boundary", "boundary"}, boundary_name(energy.boundary())},
                   {{"start_utc", "as run"}, utc_text(now.start)},
                   {{"co2e_g", "emits", Measure::grams}, now.grams},
                   {{"best_start_utc", "best start"}, utc_text(best.start)},
                   {{"best_co2e_g", "would emit", Measure::grams}, best.grams},
                   {{"saving", "saves of as run", Measure::share}, 1 - best.grams / now.grams},
                   {{"saving_of_mean", "saves of the mean", Measure::share}, 1 - best.grams / curve.mean_grams()}};
  section.tables = {std::move(table)};
  section.warnings = grids.notes;
  if (curve.grid_ends) {
    section.warnings.push_back(
        fmt::format("the data of the grid end at {}: later starts are not looked at", utc_text(*curve.grid_ends)));
  }
  return section;
}

}  // namespace roundwatt
