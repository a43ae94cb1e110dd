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

constexpr const char* percent_column = "test_accuracy_percent";
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
  const bool says_percent = !table.column("test_accuracy") && table.column(percent_column);
  const std::string accuracy_name = says_percent ? percent_column : "test_accuracy";
  check_columns(table, {"round", accuracy_name}, {"test_loss", "train_loss"});
  const auto round = table.column("round");
  const auto accuracy = table.column(accuracy_name);
  ProblemList problems{most_csv_problems};
  const CsvRow* first_share = nullptr;  // between 0 and 1
  for (const CsvRow& row : table.rows) {
    const auto number = parse_number(row.cells[*round]);
    const auto value = parse_number(row.cells[*accuracy]);
    const double before = rounds_.empty() ? -1 : rounds_.back();
    if (!number || *number != std::floor(*number) || *number <= before || *number > 2e9) {
      problems.add(file, row.line,
                   fmt::format("round = '{}' must be a whole number {}: rounds increase from 0, the model before the "
                               "first, or later.{}",
                               row.cells[*round], rounds_.empty() ? "from 0" : fmt::format("above {}", before),
                               comma_advice(row.cells[*round])));
    } else if (!value || *value < 0 || *value > 100) {
      problems.add(file, row.line,
                   fmt::format("{} = '{}' must be a number in [0, 1], or in % up to 100.{}", accuracy_name,
                               row.cells[*accuracy], comma_advice(row.cells[*accuracy])));
    } else {
      if (*value > 0 && *value < 1 && first_share == nullptr) first_share = &row;
      is_in_percent_ = is_in_percent_ || *value > 1;
      rounds_.push_back(static_cast<std::int32_t>(*number));
      results_.push_back(
          {optional_cell(table, row, "train_loss", problems), optional_cell(table, row, "test_loss", problems), *value});
    }
  }
  if (is_in_percent_ && !says_percent && first_share != nullptr) {
    problems.add(
        file, first_share->line,
        fmt::format("test_accuracy = '{}' is a share, and others are above 1. Write all as shares, or all in % in a column "
                    "{}.",
                    first_share->cells[*accuracy], percent_column));
  }
  problems.throw_if_any();
  is_in_percent_ = is_in_percent_ || says_percent;
  for (EvaluationResult& result : results_) result.test_accuracy /= is_in_percent_ ? 100 : 1;
}

EvaluationResult AccuracyCurve::at(std::int32_t round) const {
  const auto after = std::upper_bound(rounds_.begin(), rounds_.end(), round);
  if (after == rounds_.begin()) return {not_known, not_known, not_known};
  return results_[static_cast<std::size_t>(after - rounds_.begin()) - 1];
}

}  // namespace roundwatt
