#include "sim/base/client_column.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

std::string ClientColumn::name_in(const CsvTable& table) {
  return !table.column("client") && table.column("device") ? "device" : "client";
}

ClientColumn::ClientColumn(const CsvTable& table, const std::vector<std::string>& devices)
    : name_{name_in(table)}, column_{*table.column(name_)}, devices_{devices} {
  for (std::size_t i = 0; i < devices.size(); ++i) by_device_.emplace(devices[i], i);
}

bool ClientColumn::is_name(const CsvRow& row) const { return name_ == "device" || !parse_number(cell(row)); }

std::optional<std::size_t> ClientColumn::client_of(const CsvRow& row, std::size_t clients) const {
  if (is_name(row)) {
    const auto found = by_device_.find(cell(row));
    return found == by_device_.end() ? std::nullopt : std::optional{found->second};
  }
  const double number = *parse_number(cell(row));
  if (number != std::floor(number) || number < 0 || number >= static_cast<double>(clients)) return std::nullopt;
  return static_cast<std::size_t>(number);
}

std::string ClientColumn::complaint(const CsvRow& row, std::size_t clients) const {
  const std::string numbers =
      name_ == "device" ? "" : fmt::format("a whole number from 0 to {}{}", clients - 1, devices_.empty() ? "" : ", or ");
  const std::string names = devices_.empty() && name_ == "client" ? "" : "the name of a device that a client lives on";
  std::string text = fmt::format("{} = '{}' must be {}{}.", name_, cell(row), numbers, names);
  if (is_name(row)) text += did_you_mean(cell(row), devices_);
  return text;
}

}  // namespace roundwatt
