#include "sim/platform/property_reader.hpp"

#include <fmt/format.h>

namespace roundwatt {

std::optional<FoundProperty> PropertyReader::find(std::string_view name) const {
  if (const PlatformProperty* property = file_.find(scope_, name)) return FoundProperty{property->value, property->line};
  return find_default(name);
}

std::optional<FoundProperty> PropertyReader::find_own(std::string_view name) const {
  const auto& own = file_.scopes()[scope_].properties;
  if (const auto property = own.find(name); property != own.end()) {
    return FoundProperty{property->second.value, property->second.line};
  }
  return find_default(name);
}

std::optional<FoundProperty> PropertyReader::find_default(std::string_view name) const {
  const auto fallback = defaults_.find(name);
  if (fallback == defaults_.end()) return std::nullopt;
  return FoundProperty{fallback->second.value, 0, &fallback->second.place};
}

std::string PropertyReader::text_or(std::string_view name, const std::string& otherwise) const {
  const auto property = find(name);
  return property ? property->value : otherwise;
}

double PropertyReader::number_or(std::string_view name, Dimension dimension, const NumberBounds& bounds,
                                 double otherwise) const {
  const auto property = find(name);
  if (!property) return otherwise;
  const ParsedQuantity parsed = parse_quantity(property->value, dimension);
  if (!parsed.value) {
    report(*property, fmt::format("{}: {} = '{}': {}.", element_, name, property->value, parsed.problem));
    return otherwise;
  }
  if (*parsed.value < bounds.least || *parsed.value > bounds.most) {
    report(*property, fmt::format("{}: {} = {} must be {}.", element_, name, property->value, bounds.text));
    return otherwise;
  }
  return *parsed.value;
}

double PropertyReader::number(std::string_view name, Dimension dimension, const NumberBounds& bounds,
                              const std::string& why) const {
  if (!find(name)) report_missing(name, why);
  return number_or(name, dimension, bounds, 0);
}

void PropertyReader::report(const FoundProperty& property, const std::string& message) const {
  if (property.default_place == nullptr) {
    problems_.add(file_.file(), property.line, message);
  } else {
    problems_.add(property.default_place->file, property.default_place->line, "platform.defaults for " + message);
  }
}

void PropertyReader::report_missing(std::string_view name, const std::string& why) const {
  problems_.add(
      file_.file(), line(),
      fmt::format("{}: no property {}, {}. Add <prop id=\"{}\" value=\"…\"/> to it or to a zone around it, or give it in "
                  "platform.defaults.",
                  element_, name, why, name));
}

}  // namespace roundwatt
