#include "sim/platform/platform_check_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "sim/base/nearest_word.hpp"
#include "sim/grid/yearly_intensity.hpp"

namespace roundwatt {

namespace {

const std::filesystem::path zone_folder = "/usr/share/zoneinfo";

bool is_in_table(const std::string& zone) {
  const GridTable& table = yearly_intensity();
  return table.find(zone, GridKind::average) != nullptr || table.find(zone, GridKind::marginal) != nullptr;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0 &&
         std::all_of(name.begin(), name.end(), [](unsigned char letter) {
           return std::isalnum(letter) != 0 || letter == '/' || letter == '_' || letter == '-' || letter == '+';
         });
}

/// The names of the system's list, which leaves out old ones.
std::vector<std::string> listed_time_zones() {
  std::ifstream list{zone_folder / "zone.tab"};
  std::vector<std::string> names;
  for (std::string line; std::getline(list, line);) {
    std::istringstream words{line};
    std::string country, coordinates, name;
    if (!line.starts_with('#') && words >> country >> coordinates >> name) names.push_back(name);
  }
  return names;
}

}  // namespace

std::string complaint_about_grid_zone(const std::string& name) {
  const std::size_t dash = name.find('-');
  if (is_in_table(name)) return {};
  if (dash != std::string::npos && dash + 1 < name.size() && is_in_table(name.substr(0, dash))) return {};
  return fmt::format(
      "'{}' is in no table that comes with the program: reports will need a grid file that has it. A country has "
      "its ISO 3166 code (FRA), a part of it a name such as US-CAL-CISO",
      name);
}

std::string complaint_about_time_zone(const std::string& name) {
  std::error_code failed;
  if (!std::filesystem::is_directory(zone_folder, failed)) return {};
  if (is_plain_name(name) && std::filesystem::is_regular_file(zone_folder / name, failed)) return {};
  return fmt::format("'{}' is no IANA time zone, such as Europe/Paris.{}", name, did_you_mean(name, listed_time_zones()));
}

}  // namespace roundwatt
