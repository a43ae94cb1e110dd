#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "sim/platform/property_reader.hpp"
#include "sim/trace/schema.hpp"

namespace roundwatt {

/// The value of a flag from its name in a platform file ("data-centre"), or nothing.
template <class Flag>
std::optional<Flag> flag_from(std::string name) {
  std::replace(name.begin(), name.end(), '-', '_');
  const auto& names = flag_names<Flag>();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Flag>(found - names.begin());
}

template <class Flag>
std::string flag_choices() {
  std::string all;
  for (std::string name : flag_names<Flag>()) {
    std::replace(name.begin(), name.end(), '_', '-');
    all += (all.empty() ? "" : ", ") + name;
  }
  return all;
}

template <class Flag>
Flag flag_property(const PropertyReader& reader, const std::optional<FoundProperty>& property, std::string_view name,
                   Flag otherwise) {
  if (!property) return otherwise;
  if (const auto flag = flag_from<Flag>(property->value)) return *flag;
  reader.report(*property,
                fmt::format("{}: {} = '{}' must be one of {}.", reader.element(), name, property->value, flag_choices<Flag>()));
  return otherwise;
}

}  // namespace roundwatt
