#include "sim/grid/read_forecast.hpp"

#include <fmt/format.h>

#include <optional>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

class ForecastParser {
 public:
  ForecastParser(CsvTable table, const GridTable& grid) : table_{std::move(table)}, grid_{grid} {}

  IssuedForecasts parse() {
    check_columns(table_, {"zone", "issued", "valid", "g_per_kwh"}, {});
    for (const CsvRow& row : table_.rows) read_row(row);
    problems_.throw_if_any();
    return std::move(forecasts_);
  }

 private:
  void problem(const CsvRow& row, std::string message) { problems_.add(table_.file, row.line, std::move(message)); }
  const std::string& cell(const CsvRow& row, std::string_view column) const { return row.cells[*table_.column(column)]; }

  void read_row(const CsvRow& row) {
    const std::string& zone = cell(row, "zone");
    if (zone.empty()) problem(row, "zone is blank. Name a zone, such as FRA or US-CAL-CISO.");
    const auto issued = instant(row, "issued");
    const auto valid = instant(row, "valid");
    const auto value = intensity(row);
    if (zone.empty() || !issued || !valid || !value) return;
    if (*valid < *issued) {
      problem(row, fmt::format("valid = {} is before issued = {}. A forecast is of what comes after it.", cell(row, "valid"),
                               cell(row, "issued")));
      return;
    }
    append(row, forecasts_[grid_.canonical_zone(zone)], *issued, {*valid, *value});
  }

  std::optional<double> instant(const CsvRow& row, std::string_view column) {
    const std::string& text = cell(row, column);
    const std::optional<UtcTime> time = parse_utc(text);
    if (time) return time->epoch_s;
    problem(row, fmt::format("{} = '{}' is no instant. Write 2022-01-01T00:00:00Z.", column, text));
    return std::nullopt;
  }

  std::optional<double> intensity(const CsvRow& row) {
    const std::string& text = cell(row, "g_per_kwh");
    const std::optional<double> value = parse_number(text);
    if (value && *value >= 0) return value;
    problem(row, fmt::format("g_per_kwh = '{}' is not a number ≥ 0. Every row needs one.{}", text, comma_advice(text)));
    return std::nullopt;
  }

  void append(const CsvRow& row, std::vector<ForecastIssue>& issues, double issued, const StepFunction::Step& step) {
    if (issues.empty() || issued > issues.back().issued) {
      issues.push_back({issued, {step}});
    } else if (issued < issues.back().issued) {
      problem(row, fmt::format("issued = {}: a later forecast of the zone stands above. Sort the rows by zone, issued, valid.",
                               cell(row, "issued")));
    } else if (step.from <= issues.back().steps.back().from) {
      problem(row,
              fmt::format("valid = {}: the row of this forecast before it is as late. Sort the rows by zone, issued, valid, "
                          "each once.",
                          cell(row, "valid")));
    } else {
      issues.back().steps.push_back(step);
    }
  }

  CsvTable table_;
  const GridTable& grid_;
  IssuedForecasts forecasts_;
  ProblemList problems_{most_csv_problems};
};

}  // namespace

IssuedForecasts read_forecasts(const std::filesystem::path& file, const GridTable& grid) {
  return ForecastParser{read_csv(file), grid}.parse();
}

}  // namespace roundwatt
