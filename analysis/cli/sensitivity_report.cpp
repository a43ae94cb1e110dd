#include "analysis/cli/sensitivity_report.hpp"

#include <fmt/format.h>

#include "analysis/energy/boundary_rule.hpp"

namespace roundwatt {

namespace {

ReportTable tornado(const Sensitivity& result) {
  ReportTable table{"tornado",
                    "One input at a time, all else as run: the largest swing first",
                    {{"input", "input"},
                     {"spread", "spread"},
                     {"low", "low", Measure::factor},
                     {"high", "high", Measure::factor},
                     {"co2e_g_low", "CO2e at low", Measure::grams},
                     {"co2e_g_high", "at high", Measure::grams},
                     {"swing_g", "swing", Measure::grams},
                     {"variance_share", "share of variance", Measure::share}},
                    {},
                    "",
                    SIZE_MAX};
  for (const InputEffect& effect : result.effects) {
    table.rows.push_back({effect.range.input.name, spread_name(effect.range.spread), effect.range.low, effect.range.high,
                          effect.grams_low, effect.grams_high, effect.swing(), effect.variance_share});
  }
  return table;
}

ReportTable distribution(const Sensitivity& result) {
  ReportTable table{"distribution",
                    "All inputs together, drawn independently",
                    {{"as_run_g", "as run", Measure::grams},
                     {"mean_g", "mean", Measure::grams},
                     {"deviation_g", "deviation", Measure::grams},
                     {"p5_g", "5 %", Measure::grams},
                     {"p50_g", "50 %", Measure::grams},
                     {"p95_g", "95 %", Measure::grams},
                     {"exact_mean_g", "exact mean", Measure::grams},
                     {"exact_deviation_g", "deviation", Measure::grams}},
                    {},
                    "",
                    SIZE_MAX};
  table.rows.push_back({result.as_run, result.mean, result.deviation, result.p5, result.p50, result.p95, result.exact_mean,
                        result.exact_deviation});
  return table;
}

}  // namespace

ReportSection sensitivity_section(const StudiedRun& run, const Sensitivity& result, MonteCarlo monte_carlo, Boundary boundary) {
  ReportSection section{run.name,
                        {},
                        {{{"file", "file"}, run.file},
                         {{"boundary", "boundary"}, boundary_name(boundary)},
                         {{"boundary_in_words", "counted"}, boundary_in_words(boundary)},
                         {{"samples", "samples", Measure::count}, static_cast<std::int64_t>(monte_carlo.samples)},
                         {{"seed", "seed"}, fmt::format("{}", monte_carlo.seed)}},
                        {tornado(result), distribution(result)},
                        run.warnings};
  if (!run.complete) section.marks.emplace_back("INCOMPLETE: the run was cut off");
  return section;
}

}  // namespace roundwatt
