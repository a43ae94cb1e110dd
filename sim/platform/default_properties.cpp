#include "sim/platform/default_properties.hpp"

#include <fmt/format.h>

namespace roundwatt {

namespace {

DefaultProperties placed(const std::map<std::string, std::string>& given, const KeyPlace& place) {
  DefaultProperties properties;
  for (const auto& [name, value] : given) properties[name] = {value, place};
  return properties;
}

/// Lays the properties of \p name, where there are any, over \p base.
void lay_over(DefaultProperties& base, const std::map<std::string, DefaultProperties, std::less<>>& groups,
              const std::string& name) {
  const auto group = groups.find(name);
  if (group == groups.end()) return;
  for (const auto& [property, value] : group->second) base[property] = value;
}

}  // namespace

ScenarioDefaults::ScenarioDefaults(const PlatformDefaults& given, const std::map<std::string, KeyPlace>& places) {
  const auto place_of = [&](const char* key) {
    const auto place = places.find(key);
    return place == places.end() ? KeyPlace{"platform.defaults of the scenario"} : place->second;
  };
  hosts_ = placed(given.hosts, place_of("platform.defaults.hosts"));
  links_ = placed(given.links, place_of("platform.defaults.links"));
  zones_ = placed(given.zones, place_of("platform.defaults.zones"));
  for (const auto& [model, properties] : given.hosts_by_model) {
    by_model_[model] = placed(properties, place_of("platform.defaults.hosts_by_model"));
  }
  for (const auto& [pstates, properties] : given.hosts_by_pstates) {
    by_pstates_[pstates] = placed(properties, place_of("platform.defaults.hosts_by_pstates"));
  }
}

const DefaultProperties& ScenarioDefaults::of(const PlatformFile& file, const DeclaredHost& host) const {
  if (by_model_.empty() && by_pstates_.empty()) return hosts_;
  DefaultProperties apart_from_model = hosts_;
  lay_over(apart_from_model, by_pstates_, fmt::format("{}", host.pstates));
  std::string model;
  if (const PlatformProperty* said = file.find(host.scope, "model")) {
    model = said->value;
  } else if (const auto fallback = apart_from_model.find("model"); fallback != apart_from_model.end()) {
    model = fallback->second.value;
  }
  const auto [found, is_new] = found_.try_emplace({model, host.pstates}, apart_from_model);
  if (is_new) lay_over(found->second, by_model_, model);
  return found->second;
}

}  // namespace roundwatt
