#pragma once

#include <string>

#include "analysis/energy/energy_ledger.hpp"

namespace roundwatt {

/// Whose making is counted in a run's grams, by the time that the boundary counts, and whose is not because the platform does
/// not say what it took.
struct EmbodiedCoverage {
  std::string counted;  ///< "36 x access point, 1 x v100-server"; empty: none
  std::string missing;  ///< likewise
};

/// Nothing is counted, and nothing missing, of Boundary::incremental: equipment is there anyway.
EmbodiedCoverage embodied_coverage(const EnergyLedger& energy);

/// Software carbon intensity (ISO/IEC 21031): grams of energy and of equipment for each unit of what was done.
struct CarbonIntensityScore {
  std::string unit;  ///< "run", "round", "correct prediction"
  double units = 0;  ///< how many there were
  double grams = 0;  ///< of each
};

/// \p grams, of energy and of equipment, by run, by round, and by correct prediction of the last evaluation; without those that
/// the trace does not know.
std::vector<CarbonIntensityScore> carbon_intensity_scores(const TraceReader& trace, double grams);

}  // namespace roundwatt
