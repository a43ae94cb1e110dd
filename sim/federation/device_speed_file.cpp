#include <fmt/format.h>

#include "sim/base/client_column.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/device_speed.hpp"

namespace roundwatt {

std::vector<double> speeds_from_csv(const std::string& file, const std::vector<std::string>& devices) {
  const CsvTable table = read_csv(file);
  check_columns(table, {ClientColumn::name_in(table), "speed"}, {});
  const ClientColumn owner{table, devices};
  const auto speed = table.column("speed");
  const bool by_name = owner.is_name(table.rows.front());
  std::vector<double> speeds(by_name ? devices.size() : table.rows.size(), 0);
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const auto client = owner.client_of(row, speeds.size());
    const double factor = parse_number(row.cells[*speed]).value_or(0);
    if (!client) {
      problems.add(file, row.line, owner.complaint(row, speeds.size()) + " Each client has one row.");
    } else if (factor <= 0) {
      problems.add(file, row.line,
                   fmt::format("speed = '{}' must be a number > 0: a factor on the platform's speed.{}", row.cells[*speed],
                               comma_advice(row.cells[*speed])));
    } else if (speeds[*client] > 0) {
      problems.add(file, row.line, fmt::format("client {} has a row already. Remove one.", owner.cell(row)));
    } else {
      speeds[*client] = factor;
    }
  }
  for (std::size_t i = 0; by_name && i < speeds.size() && problems.empty(); ++i) {
    if (speeds[i] == 0) problems.add(file, 0, fmt::format("device {}, on which client {} lives, has no row.", devices[i], i));
  }
  problems.throw_if_any();
  return speeds;
}

}  // namespace roundwatt
