#include "analysis/report/shown_table.hpp"

#include <fmt/format.h>

#include "analysis/report/column_scale.hpp"

namespace roundwatt {

namespace {

std::vector<ReportValue> column_values(const ReportTable& table, std::size_t at) {
  std::vector<ReportValue> values;
  for (const auto& row : table.rows) values.push_back(row[at]);
  return values;
}

ShownColumn shown_column(const ReportTable& table, std::size_t at) {
  const ReportColumn& column = table.columns[at];
  std::vector<ReportValue> compared;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].measure != column.measure) continue;
    for (ReportValue& value : column_values(table, i)) compared.push_back(std::move(value));
  }
  const std::vector<ReportValue> values = column_values(table, at);
  const ColumnScale scale{column.measure, values, compared};
  ShownColumn result{scale.unit().empty() ? column.title : fmt::format("{} [{}]", column.title, scale.unit()),
                     {},
                     column.measure == Measure::text};
  for (const ReportValue& value : values) result.cells.push_back(scale.text(value, column.absent));
  return result;
}

}  // namespace

std::vector<ShownColumn> shown_columns(const ReportTable& table) {
  std::vector<ShownColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(shown_column(table, i));
  return columns;
}

ShownRows shown_rows(const ReportTable& table) {
  const std::size_t rows = table.rows.size();
  if (rows <= table.most_shown) return {rows, 0, rows};
  const std::size_t tail = table.most_shown / 3;
  return {table.most_shown - tail, rows - table.most_shown, rows};
}

}  // namespace roundwatt
