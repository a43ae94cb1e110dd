#include "sim/federation/binding_file.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <optional>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

std::vector<std::size_t> read_binding(const std::filesystem::path& file, std::size_t clients,
                                      const std::vector<std::string>& devices) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"client", "device"}, {});
  const std::size_t client_column = *table.column("client"), device_column = *table.column("device");
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t i = 0; i < devices.size(); ++i) places.emplace(devices[i], i);
  std::vector<std::optional<std::size_t>> place_of(clients);
  std::map<std::size_t, int> line_of;  // by place
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const std::string& device = row.cells[device_column];
    const double number = parse_number(row.cells[client_column]).value_or(-1);
    const auto place = places.find(device);
    if (number < 0 || number != std::floor(number) || number >= static_cast<double>(clients)) {
      problems.add(table.file, row.line,
                   fmt::format("client = '{}' must be a whole number from 0 to {}.", row.cells[client_column], clients - 1));
    } else if (place == places.end()) {
      problems.add(
          table.file, row.line,
          fmt::format("device = '{}' is none that federation.devices admits.{}", device, did_you_mean(device, devices)));
    } else if (auto& own = place_of[static_cast<std::size_t>(number)]; own) {
      problems.add(table.file, row.line, fmt::format("client {} has a row already. Remove one.", number));
    } else if (const auto [taken, is_new] = line_of.emplace(place->second, row.line); !is_new) {
      problems.add(
          table.file, row.line,
          fmt::format("device {} has a client already, in line {}. Each client has one of its own.", device, taken->second));
    } else {
      own = place->second;
    }
  }
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < clients; ++i) {
    if (!place_of[i] && problems.empty()) problems.add(table.file, 0, fmt::format("client {} has no row.", i));
    found.push_back(place_of[i].value_or(0));
  }
  problems.throw_if_any();
  return found;
}

}  // namespace roundwatt
