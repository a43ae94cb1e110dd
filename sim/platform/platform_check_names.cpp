#include "sim/platform/platform_check_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/nearest_word.hpp"
#include "sim/platform/radical.hpp"

namespace roundwatt {

PlatformNames::PlatformNames(PlatformDocument& document) {
  for (const pugi::xml_node& element : document.elements()) declare_element(document, element);
}

const NamedElement* PlatformNames::find(const Table& table, std::string_view name) {
  const auto found = table.find(std::string{name});
  return found == table.end() ? nullptr : &found->second;
}

std::string PlatformNames::nearest(const Table& table, std::string_view name) {
  constexpr std::size_t most_candidates = 10'000;  // a hint is not worth a second
  if (table.size() > most_candidates) return {};
  std::vector<std::string> candidates;
  for (const auto& [candidate, named] : table) candidates.push_back(candidate);
  std::sort(candidates.begin(), candidates.end());
  return did_you_mean(name, candidates);
}

bool PlatformNames::is_made_link(std::string_view name) const {
  if (name.starts_with("link_")) return true;
  for (std::size_t end = name.rfind('_'); end != std::string_view::npos && end > 0; end = name.rfind('_', end - 1)) {
    const NamedElement* maker = zone(name.substr(0, end));
    if (maker != nullptr && std::string_view{maker->element.name()} == "cluster") return true;
  }
  return false;
}

void PlatformNames::declare(PlatformDocument& document, Table& table, const std::string& name, const NamedElement& named) {
  if (name.empty()) return;
  const auto [known, is_new] = table.emplace(name, named);
  if (is_new) return;
  document.error(named.element, fmt::format("{}: the name {} is taken already, by {}. Give each a name of its own.",
                                            title(named.element), name, title(known->second.element)));
}

void PlatformNames::declare_element(PlatformDocument& document, const pugi::xml_node& element) {
  const std::string_view kind = element.name();
  const pugi::xml_node zone = element.parent();
  const std::string name = element.attribute("id").value();
  if (is_zone(element)) declare(document, zones_, name, {element, zone});
  if (kind == "host" || kind == "peer" || kind == "router") declare(document, points_, name, {element, zone});
  if (kind == "router") routers_.insert(name);
  if ((kind == "router" || is_zone(element)) && zones_.contains(name) && routers_.contains(name)) {
    document.error(element,
                   fmt::format("{}: a zone and a router have this name. Give each a name of its own.", title(element)));
  }
  if (kind == "link" || kind == "backbone") declare(document, links_, name, {element, zone});
  if (kind == "trace") declare(document, traces_, name, {element, zone});
  if (kind == "cluster") {
    declare_numbered_hosts(document, element, element);
    std::string router = element.attribute("router_id").value();
    if (router.empty()) router = fmt::format("{}{}_router{}", text_of(element, "prefix"), name, text_of(element, "suffix"));
    const std::string topology = in_capitals(text_of(element, "topology"));
    if (topology.empty() || topology == "FLAT") {
      declare(document, points_, router, {element, element});
      routers_.insert(router);
    }
  }
  if (kind == "cabinet") declare_numbered_hosts(document, element, zone);
}

void PlatformNames::declare_numbered_hosts(PlatformDocument& document, const pugi::xml_node& element,
                                           const pugi::xml_node& zone) {
  const auto radical = parse_radical(text_of(element, "radical"));
  if (!radical) return;
  for (const RadicalRange& range : *radical) {
    for (std::int64_t number = range.first; number <= range.last; ++number) {
      const std::string name = fmt::format("{}{}{}", text_of(element, "prefix"), number, text_of(element, "suffix"));
      const auto [known, is_new] = points_.emplace(name, NamedElement{element, zone});
      if (is_new) continue;
      document.error(element, fmt::format("{}: the name {} is taken already, by {}. Change the prefix or the radical.",
                                          title(element), name, title(known->second.element)));
      return;
    }
  }
}

}  // namespace roundwatt
