#include "sim/federation/binding_file.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "sim/base/client_column.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

std::vector<std::size_t> read_binding(const std::filesystem::path& file, std::size_t clients,
                                      const std::vector<std::string>& devices) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"client", "device"}, {});
  const ClientColumn owner{table, {}};
  const std::size_t device_column = *table.column("device");
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t i = 0; i < devices.size(); ++i) places.emplace(devices[i], i);
  std::vector<std::optional<std::size_t>> place_of(clients);
  std::map<std::size_t, int> line_of;  // by place
  ProblemList problems{most_csv_problems};
  for (const CsvRow& row : table.rows) {
    const std::string& device = row.cells[device_column];
    const auto client = owner.client_of(row, clients);
    const auto place = places.find(device);
    if (!client) {
      problems.add(table.file, row.line, owner.complaint(row, clients));
    } else if (place == places.end()) {
      problems.add(
          table.file, row.line,
          fmt::format("device = '{}' is none that federation.devices admits.{}", device, did_you_mean(device, devices)));
    } else if (auto& own = place_of[*client]; own) {
      problems.add(table.file, row.line, fmt::format("client {} has a row already. Remove one.", *client));
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
