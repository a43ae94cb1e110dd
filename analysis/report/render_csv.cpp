#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/report.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

std::string cell(const ReportValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return csv_field(*text);
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* seed = std::get_if<std::uint64_t>(&value)) return fmt::format("{}", *seed);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  const auto* number = std::get_if<double>(&value);
  return number == nullptr || !std::isfinite(*number) ? "" : number_text(*number);
}

const ReportTable* table_of(const ReportSection& section, const std::string& key) {
  const auto found =
      std::find_if(section.tables.begin(), section.tables.end(), [&](const ReportTable& table) { return table.key == key; });
  return found == section.tables.end() ? nullptr : &*found;
}

/// The table of one key, of all sections; the header is that of the first section that has it.
std::string block(const Report& report, const ReportTable& first) {
  std::string text = fmt::format("# {}\nrun", first.key);
  for (const ReportColumn& column : first.columns) text += fmt::format(",{}", csv_field(column.key));
  text += "\n";
  for (const ReportSection& section : report.sections) {
    const ReportTable* table = table_of(section, first.key);
    if (table == nullptr) continue;
    if (!table->empty_because.empty() && table->rows.empty())
      text += fmt::format("# {}: {}\n", section.name, table->empty_because);
    for (const auto& row : table->rows) {
      text += csv_field(section.name);
      for (const ReportValue& value : row) text += fmt::format(",{}", cell(value));
      text += "\n";
    }
  }
  return text;
}

std::string facts_block(const Report& report) {
  std::string text = "# facts\nrun,key,value\n";
  for (const ReportSection& section : report.sections) {
    for (const ReportFact& fact : section.facts) {
      text += fmt::format("{},{},{}\n", csv_field(section.name), csv_field(fact.label.key), cell(fact.value));
    }
  }
  return text;
}

}  // namespace

std::string render_csv(const Report& report) {
  std::string text;
  for (const ReportSection& section : report.sections) {
    for (const std::string& mark : section.marks) text += fmt::format("# {}: {}\n", section.name, mark);
  }
  std::vector<std::string> done;
  for (const ReportSection& section : report.sections) {
    for (const ReportTable& table : section.tables) {
      if (std::find(done.begin(), done.end(), table.key) != done.end()) continue;
      if (!done.empty()) text += "\n";
      text += block(report, table);
      done.push_back(table.key);
    }
  }
  return text + (done.empty() ? "" : "\n") + facts_block(report);
}

}  // namespace roundwatt
