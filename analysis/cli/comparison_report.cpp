#include "analysis/cli/comparison_report.hpp"

#include "analysis/cli/run_notes.hpp"
#include "analysis/cli/run_summaries.hpp"

namespace roundwatt {

namespace {

ReportTable side_by_side(const std::vector<RunSummary>& runs) {
  ReportTable table{"runs",
                    "Runs",
                    {{"name", "name"},
                     {"mode", "mode"},
                     {"duration_s", "time", Measure::seconds},
                     {"rounds", "rounds", Measure::count},
                     {"meter_energy_j", "energy at the meter", Measure::joules},
                     {"co2e_g", "CO2e", Measure::grams},
                     {"ratio", "ratio to first", Measure::factor},
                     {"moved_bytes", "moved", Measure::bytes},
                     {"final_accuracy", "accuracy", Measure::share}},
                    {},
                    "",
                    SIZE_MAX};
  for (const RunSummary& run : runs) {
    table.rows.push_back({run.name,
                          run.mode,
                          run.duration_s,
                          static_cast<std::int64_t>(run.rounds.size()),
                          run.total.meter_j,
                          run.total.grams,
                          run.total.grams / runs.front().total.grams,
                          run.bytes_moved,
                          {}});
    if (run.final_accuracy) table.rows.back().back() = *run.final_accuracy;
  }
  return table;
}

ReportTable break_even_table(const std::vector<RunSummary>& runs) {
  ReportTable table{"break_even",
                    "Break-even: rounds up to which the federated run emits no more than the centralized run in all",
                    {{"federated", "federated"},
                     {"centralized", "centralized"},
                     {"centralized_co2e_g", "its CO2e", Measure::grams},
                     {"simulated_rounds", "rounds simulated", Measure::count},
                     {"break_even_rounds", "break-even", Measure::count},
                     {"extrapolated_rounds", "extrapolated", Measure::count},
                     {"verdict", ""}},
                    {},
                    "needs a federated and a centralized run",
                    SIZE_MAX};
  for (const BreakEven& even : break_evens(runs)) {
    table.rows.push_back({even.federated,
                          even.centralized,
                          even.grams,
                          even.limit.simulated,
                          even.limit.within,
                          {},
                          even.limit.within > 0 ? "crossed after that round" : "above from the first round on"});
    if (!even.limit.all_within()) continue;
    table.rows.back()[5] = ReportValue{};
    table.rows.back()[6] = "all simulated rounds stay below";
    if (even.limit.extrapolated) {
      table.rows.back()[5] = *even.limit.extrapolated;
      table.rows.back()[6] = "all simulated rounds stay below; extrapolated at the mean of g a round";
    }
  }
  return table;
}

}  // namespace

ReportSection comparison_section(const std::vector<RunSummary>& runs, Boundary boundary) {
  return {"comparison", marks_of(runs), facts_of(boundary), {side_by_side(runs), break_even_table(runs)}, warnings_of(runs)};
}

}  // namespace roundwatt
