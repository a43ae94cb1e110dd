#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "analysis/cli/run_page.hpp"

namespace roundwatt {

/// A unit in which the largest of all runs is at least 1.
struct PageUnit {
  const char* name;
  double size;
};

/// In which the numbers of a page are.
struct PageUnits {
  PageUnit time, energy, carbon;

  explicit PageUnits(const std::vector<PageRun>& runs);
};

/// Of each group of runs that differ in their seed alone, the mean over its seeds at each round that all of them evaluated, and
/// the range of the accuracy.
nlohmann::json accuracy_rows(const std::vector<PageRun>& runs, const PageUnits& units);
/// The parts of a breakdown, its names under \p keys.
nlohmann::json part_rows(const CarbonBreakdown& breakdown, const std::vector<const char*>& keys, const PageUnits& units);
/// Joules and grams of devices by outcome.
nlohmann::json waste_rows(const PageRun& run, const PageUnits& units);
/// Mean powers by time, and the intensities that they met.
nlohmann::json power_rows(const PageRun& run, const PageUnits& units);
/// By run and kind of equipment; nothing of one run.
nlohmann::json comparison_rows(const std::vector<PageRun>& runs, const PageUnits& units);
/// Grams by a later start.
nlohmann::json start_rows(const PageRun& run, const PageUnits& units);

}  // namespace roundwatt
