#pragma once

#include <vector>

#include "analysis/report/report.hpp"
#include "analysis/study/finding.hpp"
#include "sim/base/boundary.hpp"

namespace roundwatt {

/// Each finding in a line, each of its pairs with its margin, and what would flip it.
ReportSection findings_section(const std::vector<FindingVerdict>& verdicts, const std::vector<RunSummary>& runs,
                               Boundary boundary);

}  // namespace roundwatt
