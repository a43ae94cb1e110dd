#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/carbon/carbon_ledger.hpp"
#include "analysis/report/html_page.hpp"
#include "analysis/report/run_curves.hpp"
#include "analysis/study/start_curve.hpp"

namespace roundwatt {

/// Rows of a chart, and what readers must know of them: " The first 60 of 100 clients."
struct ChartRows {
  nlohmann::json rows = nlohmann::json::array();
  std::string note;
};

/// A run with all that a page says of it.
struct PageRun {
  std::string file;
  TraceHeader header;
  Boundary boundary{};
  CarbonLedger carbon;  ///< by site and activity, by kind, by outcome, in this order
  RunCurves curves;
  ReportSection section;  ///< what the verb carbon says
  ChartRows gantt, tail, labels;
  nlohmann::json grid;
  std::vector<LaterStart> starts;  ///< where the grid changes by the hour and the run does not depend on it
};

/// Reads one trace. \p choice lives as long as the run.
PageRun read_page_run(const std::string& file, Boundary boundary, NetworkCost network, const GridChoice& choice);

/// A page of one run, or of several side by side; \p title may be empty.
Page run_page(const std::vector<PageRun>& runs, const std::string& title);

}  // namespace roundwatt
