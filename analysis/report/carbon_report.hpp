#pragma once

#include <vector>

#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/report/report.hpp"

namespace roundwatt {

/// Whether the run is taken to have done the same on a grid that it itself looked at.
enum class Schedule { own, frozen };

/// One run: its carbon as run (the first ledger) and on other grids (the others, of the same energy).
ReportSection carbon_section(const EnergyLedger& energy, const std::vector<CarbonLedger>& ledgers, Schedule schedule);

/// "INCOMPLETE: …" for a trace whose run was cut off, else nothing.
std::vector<std::string> incomplete_mark(const TraceHeader& header);

}  // namespace roundwatt
