#include "sim/learning/accuracy_curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

/// The number in an optional column; NaN where the column or the cell is absent.
double optional_cell(const CsvTable& table, const CsvRow& row, const char* name, ProblemList& problems) {
  const auto column = table.column(name);
  if (!column || row.cells[*column].empty()) return not_known;
  const auto number = parse_number(row.cells[*column]);
  if (!number)
    problems.add(table.file, row.line,
                 fmt::format("{} = '{}' is not a number.{}", name, row.cells[*column], comma_advice(row.cells[*column])));
  return number.value_or(not_known);
}

}  // namespace

AccuracyCurve::AccuracyCurve(const std::string& file) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"round", "test_accuracy"}, {"test_loss", "train_loss"});
  const auto round = table.column("round");
  const auto accuracy = table.column("test_accuracy");
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const auto number = parse_number(row.cells[*round]);
    const auto value = parse_number(row.cells[*accuracy]);
    const double before = rounds_.empty() ? 0 : rounds_.back();
    if (!number || *number != std::floor(*number) || *number <= before || *number > 2e9) {
      problems.add(file, row.line,
                   fmt::format("round = '{}' must be a whole number above {}: rounds begin at 1 and increase.{}",
                               row.cells[*round], before, comma_advice(row.cells[*round])));
    } else if (!value || *value < 0 || *value > 1) {
      problems.add(file, row.line,
                   fmt::format("test_accuracy = '{}' must be a number in [0, 1]; 70 % is 0.7.{}", row.cells[*accuracy],
                               comma_advice(row.cells[*accuracy])));
    } else {
      rounds_.push_back(static_cast<std::int32_t>(*number));
      results_.push_back(
          {optional_cell(table, row, "train_loss", problems), optional_cell(table, row, "test_loss", problems), *value});
    }
  }
  problems.throw_if_any();
}

EvaluationResult AccuracyCurve::at(std::int32_t round) const {
  const auto after = std::upper_bound(rounds_.begin(), rounds_.end(), round);
  if (after == rounds_.begin()) return {not_known, not_known, not_known};
  return results_[static_cast<std::size_t>(after - rounds_.begin()) - 1];
}

}  // namespace roundwatt
