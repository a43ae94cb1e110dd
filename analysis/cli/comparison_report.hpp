#pragma once

#include <vector>

#include "analysis/report/report.hpp"
#include "analysis/study/break_even.hpp"
#include "sim/base/boundary.hpp"

namespace roundwatt {

/// Runs side by side, and the break-even of each federated one with each centralized one.
ReportSection comparison_section(const std::vector<RunSummary>& runs, Boundary boundary);

}  // namespace roundwatt
