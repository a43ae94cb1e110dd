#pragma once

#include <string>
#include <vector>

#include "analysis/carbon/carbon_meter.hpp"
#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// What a run had reached and spent when its model was evaluated.
struct AccuracyPoint {
  std::int32_t round = 0;
  double time_s = 0;
  double accuracy = 0;
  double meter_j = 0;  ///< until then, within the boundary
  double grams = 0;
};

/// Mean powers of a stretch of the run.
struct PowerBin {
  double start_s = 0;
  double device_w = 0, server_w = 0, network_w = 0;  ///< at the meter
};

/// What a run did over time, in one pass over its energy.
struct RunCurves {
  std::vector<AccuracyPoint> accuracy;
  std::vector<PowerBin> power;
  double bin_s = 0;
};

/// \p bins stretches of equal length. An item's energy and grams are spread evenly over its time, which is exact for the energy
/// of hosts.
RunCurves run_curves(const EnergyLedger& energy, const GridAssignment& grids, std::size_t bins);

}  // namespace roundwatt
