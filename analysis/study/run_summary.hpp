#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/carbon/carbon_amount.hpp"
#include "analysis/carbon/grid_assignment.hpp"

namespace roundwatt {

/// One round of a run: when its model was ready, and the grams that belong to it alone.
struct RoundGrams {
  std::int32_t round = 0;
  double end_s = 0;
  double grams = 0;
};

/// A part of a run's grams that is proportional to one number of the platform.
struct LinearPart {
  double grams = 0;
  std::optional<double> value;  ///< the number, where all hosts concerned have the same
};

/// What a study needs of one run.
struct RunSummary {
  std::string name;
  std::string file;
  std::string mode;  ///< synchronous, centralized
  bool complete = false;
  double duration_s = 0;
  CarbonAmount total;
  double bytes_moved = 0;                ///< payload that was sent: models, updates, raw data
  std::optional<double> final_accuracy;  ///< of the last evaluation of the global model, in [0, 1]
  std::vector<RoundGrams> rounds;        ///< by number
  double grams_outside_rounds = 0;
  LinearPart server_base;  ///< idle power of servers and aggregators, proportional to reserved_share
  LinearPart device_base;  ///< idle power of devices that take part, proportional to idle_w [W]
  std::vector<std::string> warnings;

  bool is_centralized() const { return mode == "centralized"; }
  /// NaN without rounds.
  double mean_grams_per_round() const;
};

/// Adds up one run in one pass. \throws UserError when the trace or the grid is not good for it.
RunSummary summarise(const EnergyLedger& energy, const GridAssignment& grids);

}  // namespace roundwatt
