#pragma once

#include <string>
#include <vector>

#include "analysis/cli/account_options.hpp"
#include "analysis/report/report.hpp"
#include "analysis/study/run_summary.hpp"

namespace roundwatt {

/// The summaries of all traces, each on the grids that its platform declares.
std::vector<RunSummary> summarise_files(const std::vector<std::string>& files, const AccountOptions& options);

/// What is counted, and what is not.
std::vector<ReportFact> facts_of(Boundary boundary);

}  // namespace roundwatt
