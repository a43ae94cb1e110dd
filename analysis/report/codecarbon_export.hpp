#pragma once

#include <string>
#include <vector>

#include "analysis/carbon/carbon_ledger.hpp"
#include "sim/trace/trace_header.hpp"

namespace roundwatt {

/// A run for CodeCarbon's emissions.csv.
struct ExportedRun {
  TraceHeader header;
  CarbonLedger carbon;  ///< by zone alone
};

/// The runs in the columns of CodeCarbon 2.x, a row each: kg of CO2e, kWh at the meter, seconds. What a simulation does not
/// have (processors, place, versions of Python) is blank; tracking_mode is "simulation".
std::string codecarbon_csv(const std::vector<ExportedRun>& runs);

}  // namespace roundwatt
