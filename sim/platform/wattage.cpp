#include "sim/platform/wattage.hpp"

#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

/// All parts as numbers ≥ 0, or nothing.
std::optional<std::vector<double>> powers(std::string_view text) {
  std::vector<double> values;
  for (const std::string_view part : split(text, ':')) {
    const ParsedQuantity value = parse_quantity(part, Dimension::power);
    if (!value.value || *value.value < 0) return std::nullopt;
    values.push_back(*value.value);
  }
  return values;
}

}  // namespace

std::optional<std::vector<StateWattage>> parse_wattage_per_state(std::string_view text) {
  std::vector<StateWattage> states;
  for (const std::string_view part : split(text, ',')) {
    const auto values = powers(part);
    if (!values || values->size() < 2 || values->size() > 3) return std::nullopt;
    states.push_back({values->front(), values->size() == 3 ? (*values)[1] : values->front(), values->back()});
  }
  return states;
}

std::optional<WattageRange> parse_wattage_range(std::string_view text) {
  const auto values = powers(text);
  if (!values || values->size() != 2 || values->back() < values->front()) return std::nullopt;
  return WattageRange{values->front(), values->back()};
}

}  // namespace roundwatt
