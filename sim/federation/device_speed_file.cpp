#include <fmt/format.h>

#include <cmath>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/device_speed.hpp"

namespace roundwatt {

std::vector<double> speeds_from_csv(const std::string& file) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"client", "speed"}, {});
  const auto client = table.column("client");
  const auto speed = table.column("speed");
  std::vector<double> speeds(table.rows.size(), 0);
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const double number = parse_number(row.cells[*client]).value_or(-1);
    const double factor = parse_number(row.cells[*speed]).value_or(0);
    const bool known = number >= 0 && number == std::floor(number) && number < static_cast<double>(speeds.size());
    if (!known) {
      problems.add(file, row.line,
                   fmt::format("client = '{}' must be a whole number from 0 to {}: each client has one row.",
                               row.cells[*client], speeds.size() - 1));
    } else if (factor <= 0) {
      problems.add(file, row.line,
                   fmt::format("speed = '{}' must be a number > 0: a factor on the platform's speed.{}", row.cells[*speed],
                               comma_advice(row.cells[*speed])));
    } else if (speeds[static_cast<std::size_t>(number)] > 0) {
      problems.add(file, row.line, fmt::format("client {} has a row already. Remove one.", number));
    } else {
      speeds[static_cast<std::size_t>(number)] = factor;
    }
  }
  problems.throw_if_any();
  return speeds;
}

}  // namespace roundwatt
