#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/carbon/grid_assignment.hpp"

namespace roundwatt {

/// How good the model of a run was at an instant, and what had been spent by then.
struct Milestone {
  std::int32_t round = 0;
  double time_s = 0;
  double accuracy = 0;  ///< of the global model on the test set, in [0, 1]
  double meter_j = 0;
  double grams = 0;  ///< CO2e of the energy
};

/// The evaluations of one run, in the order of time.
struct RunProgress {
  std::string name;
  std::string file;
  std::string group;  ///< the name without the run's seed: "x" of x, x-3, x-s3, x-seed3 for seed 3
  bool complete = false;
  std::vector<Milestone> milestones;
  Milestone end;  ///< all that was spent; its accuracy is the last one
  std::vector<std::string> warnings;
};

/// Adds up a run to each of its evaluations in one pass: docs/methods/questions.md, equation 1. \throws UserError when the
/// trace or the grid is not good for it.
RunProgress progress_of(const EnergyLedger& energy, const GridAssignment& grids);

}  // namespace roundwatt
