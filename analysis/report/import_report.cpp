#include "analysis/report/import_report.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

ReportValue or_nothing(const std::string& text) { return text.empty() ? ReportValue{} : ReportValue{text}; }

ReportValue count_of(std::size_t count) { return static_cast<std::int64_t>(count); }

}  // namespace

ReportSection import_section(const GridImport& imported) {
  ReportTable table{"series",
                    "Series",
                    {{"zone", "zone"},
                     {"kind", "kind"},
                     {"accounting", "accounting"},
                     {"flow", "flow"},
                     {"first_utc", "from"},
                     {"until_utc", "until"},
                     {"step_s", "step", Measure::seconds},
                     {"values", "values", Measure::count},
                     {"missing", "missing", Measure::count},
                     {"gaps", "in gaps", Measure::count},
                     {"blank", "blank", Measure::count},
                     {"repeated", "twice", Measure::count},
                     {"conflicting", "in conflict", Measure::count},
                     {"out_of_order", "out of order", Measure::count}},
                    {},
                    "",
                    SIZE_MAX};
  for (const SeriesReport& one : imported.series) {
    const bool constant = one.values > 0 && one.until == UtcTime{};
    table.rows.push_back({one.zone, grid_kind_name(one.kind), or_nothing(grid_accounting_name(one.origin.accounting)),
                          or_nothing(grid_flow_name(one.origin.flow)), constant ? ReportValue{} : utc_text(one.first),
                          constant ? ReportValue{} : utc_text(one.until), constant ? ReportValue{} : ReportValue{one.step_s},
                          count_of(one.values), count_of(one.missing), count_of(one.gaps), count_of(one.blank),
                          count_of(one.repeated), count_of(one.conflicting), count_of(one.out_of_order)});
  }
  ReportSection section;
  section.name = imported.table.name();
  section.facts = {{{"layout", "layout"}, imported.layout}};
  section.tables = {std::move(table)};
  section.warnings = notes_of(imported);
  return section;
}

}  // namespace roundwatt
