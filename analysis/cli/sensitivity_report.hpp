#pragma once

#include "analysis/report/report.hpp"
#include "analysis/study/sensitivity.hpp"
#include "sim/base/boundary.hpp"

namespace roundwatt {

/// Tornado and Monte Carlo of one run.
ReportSection sensitivity_section(const StudiedRun& run, const Sensitivity& result, MonteCarlo monte_carlo, Boundary boundary);

}  // namespace roundwatt
