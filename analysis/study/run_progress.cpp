#include "analysis/study/run_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/carbon/carbon_meter.hpp"
#include "analysis/energy/item_cutter.hpp"

namespace roundwatt {

namespace {

std::string without_seed(const std::string& name, std::uint64_t seed) {
  for (const char* mark : {"-seed", "-s", "-"}) {
    const std::string ending = fmt::format("{}{}", mark, seed);
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

std::vector<Milestone> evaluations(const TraceReader& trace) {
  std::vector<Milestone> milestones;
  trace.for_each<EvaluationRow>([&](const EvaluationRow& row) {
    if (row.scope != EvaluationScope::global || std::isnan(row.test_accuracy)) return;
    milestones.push_back({row.round, row.time_s, row.test_accuracy, 0, 0});
  });
  std::stable_sort(milestones.begin(), milestones.end(),
                   [](const Milestone& a, const Milestone& b) { return a.time_s < b.time_s; });
  return milestones;
}

}  // namespace

RunProgress progress_of(const EnergyLedger& energy, const GridAssignment& grids) {
  const TraceHeader& header = energy.trace().header();
  RunProgress run{header.name,     energy.trace().file(),       without_seed(header.name, header.seed),
                  header.complete, evaluations(energy.trace()), {0, header.end_s, 0, 0, 0},
                  grids.notes};
  std::vector<double> times_s;
  for (const Milestone& milestone : run.milestones) times_s.push_back(milestone.time_s);
  const ItemCutter cutter{times_s};
  std::vector<CarbonAmount> spent(cutter.slice_count());
  const CarbonMeter meter{energy, grids};
  energy.for_each([&](const EnergyItem& item) {
    cutter.for_each_piece(item, [&](std::size_t slice, const EnergyItem& piece) { spent[slice] += meter.of(piece); });
  });
  for (std::size_t i = 1; i < spent.size(); ++i) spent[i] += spent[i - 1];
  const auto& cuts_s = cutter.cuts_s();
  for (Milestone& milestone : run.milestones) {
    const auto cut = std::lower_bound(cuts_s.begin(), cuts_s.end(), milestone.time_s) - cuts_s.begin();
    milestone.meter_j = spent[static_cast<std::size_t>(cut)].meter_j;
    milestone.grams = spent[static_cast<std::size_t>(cut)].grams;
  }
  run.end.meter_j = spent.back().meter_j;
  run.end.grams = spent.back().grams;
  if (!run.milestones.empty()) {
    run.end.round = run.milestones.back().round;
    run.end.accuracy = run.milestones.back().accuracy;
  }
  return run;
}

}  // namespace roundwatt
