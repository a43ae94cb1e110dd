#include "analysis/report/verify_report.hpp"

#include <fmt/format.h>

#include "analysis/report/carbon_report.hpp"

namespace roundwatt {

namespace {

ReportTable violations(const ViolationList& list) {
  ReportTable table{"violations",
                    list.count() > list.first().size()
                        ? fmt::format("The first {} of {} violations", list.first().size(), list.count())
                        : "Violations",
                    {{"table", "table"}, {"row", "row", Measure::count}, {"expected", "expected"}, {"found", "found"}},
                    {},
                    "none",
                    SIZE_MAX};
  for (const Violation& violation : list.first()) {
    table.rows.push_back({violation.table, {}, violation.expected, violation.found});
    if (violation.row >= 0) table.rows.back()[1] = violation.row;
  }
  return table;
}

}  // namespace

ReportSection verify_section(const TraceReader& trace, const TraceVerdict& verdict) {
  ReportTable not_checked{"not_checked", "Not checked", {{"rule", "rule"}}, {}, "", SIZE_MAX};
  for (const std::string& rule : verdict.not_checked) not_checked.rows.push_back({rule});
  ReportSection section{
      trace.header().name, incomplete_mark(trace.header()), {}, {violations(verdict.violations), std::move(not_checked)}, {}};
  section.facts = {{{"file", "file"}, trace.file()},
                   {{"verdict", "verdict"}, verdict.holds() ? "every rule that could be checked holds" : "violated"},
                   {{"violations", "violations", Measure::count}, static_cast<std::int64_t>(verdict.violations.count())}};
  return section;
}

}  // namespace roundwatt
