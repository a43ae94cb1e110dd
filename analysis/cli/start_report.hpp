#pragma once

#include "analysis/report/report.hpp"
#include "analysis/study/start_curve.hpp"

namespace roundwatt {

/// The best start of a run, what it saves, and the whole curve.
ReportSection start_section(const EnergyLedger& energy, const StartCurve& curve, const GridAssignment& grids);

}  // namespace roundwatt
