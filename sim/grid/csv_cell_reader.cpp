#include "sim/grid/csv_cell_reader.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"

namespace roundwatt {

std::optional<UtcTime> CellReader::time(const CsvRow& row, std::size_t column) {
  const std::string& text = row.cells[column];
  const auto time = parse_utc(text);
  if (time) return time;
  problem(row, column, "is no instant, such as 2022-01-01T00:00:00Z.");
  return std::nullopt;
}

std::optional<UtcTime> CellReader::offset(const CsvRow& row, std::size_t column) {
  const auto seconds = parse_number(row.cells[column]);
  if (!seconds) {
    problem(row, column, "is neither an instant nor a number of seconds.");
    return std::nullopt;
  }
  if (!options_.start) {
    if (!asked_for_start_) {
      constexpr double year_2001_s = 1e9;
      problem(row, column,
              fmt::format("counts seconds from a start that the file does not say. Give --start, such as {}.",
                          *seconds < year_2001_s ? "2022-01-01" : "1970-01-01, which those of UNIX count from"));
    }
    asked_for_start_ = true;
    return std::nullopt;
  }
  return UtcTime{options_.start->epoch_s + *seconds};
}

void CellReader::take(const CsvRow& row, std::size_t column, ImportedPoint point, double factor) {
  const std::string& text = row.cells[column];
  point.line = row.line;
  if (!text.empty()) {
    const auto value = parse_number(text);
    if (!value || *value < 0) {
      problem(row, column, fmt::format("must be a number ≥ 0, or blank.{}", comma_advice(text)));
      return;
    }
    point.g_per_kwh = *value * factor;
  }
  file_.points.push_back(std::move(point));
}

std::string CellReader::zone() {
  if (options_.zone.empty() && problems_.count() == 0) {
    problems_.add(table_.file, table_.header_line,
                  fmt::format("{}: the file does not say of which zone it is. Give --zone DEU to import, or --grid DEU=FILE, "
                              "or whichever it is.",
                              file_.layout));
  }
  return options_.zone;
}

void CellReader::problem(const CsvRow& row, std::size_t column, const std::string& why) {
  problems_.add(table_.file, row.line, fmt::format("{} = '{}' {}", table_.header[column], row.cells[column], why));
}

}  // namespace roundwatt
