#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analysis/report/column_scale.hpp"
#include "analysis/report/latex_text.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/shown_table.hpp"

namespace roundwatt {

namespace {

/// On one line: what follows % is a comment up to the end of it.
std::string comment(const std::string& text) {
  std::string line = text;
  std::replace(line.begin(), line.end(), '\n', ' ');
  return fmt::format("% {}\n", line);
}

std::string row_of(const std::vector<ShownColumn>& columns, const auto& cell_of) {
  std::string text;
  for (const ShownColumn& column : columns) {
    if (!text.empty()) text += " & ";
    text += latex_text(cell_of(column));
  }
  return fmt::format("    {} \\\\\n", text);
}

std::string table_latex(const ReportSection& section, const ReportTable& table) {
  if (table.most_shown == 0 || table.columns.empty()) return "";
  if (table.rows.empty()) {
    return table.empty_because.empty() ? ""
                                       : fmt::format("\n{}", comment(fmt::format("{}: {}", table.title, table.empty_because)));
  }
  const std::vector<ShownColumn> columns = shown_columns(table);
  std::string alignment;
  for (const ShownColumn& column : columns) alignment += column.is_text ? 'l' : 'r';
  std::string caption = fmt::format("{}: {}.", section.name, table.title);
  for (const std::string& mark : section.marks) caption += fmt::format(" {}.", mark);
  std::string text =
      fmt::format("\n\\begin{{table}}\n  \\centering\n  \\caption{{{}}}\n  \\begin{{tabular}}{{{}}}\n    \\toprule\n",
                  latex_text(caption), alignment);
  text += row_of(columns, [](const ShownColumn& column) { return column.title; }) + "    \\midrule\n";
  const ShownRows shown = shown_rows(table);
  for (std::size_t row = 0; row < shown.all; ++row) {
    if (shown.left_out > 0 && row == shown.head) {
      text += fmt::format("    \\multicolumn{{{}}}{{l}}{{\\dots\\ {} more}} \\\\\n", columns.size(), shown.left_out);
    }
    if (shown.has(row)) text += row_of(columns, [&](const ShownColumn& column) { return column.cells[row]; });
  }
  return text + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n";
}

}  // namespace

std::string render_latex(const Report& report) {
  std::string text = "% needs \\usepackage{booktabs}\n";
  for (const ReportSection& section : report.sections) {
    text += "\n";
    text += comment(section.name);
    for (const std::string& mark : section.marks) text += comment(mark);
    for (const ReportFact& fact : section.facts) {
      text += comment(fmt::format("{}: {}", fact.label.title, value_text(fact.label.measure, fact.value)));
    }
    for (const ReportTable& table : section.tables) text += table_latex(section, table);
  }
  return text;
}

}  // namespace roundwatt
