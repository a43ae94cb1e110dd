#include <fmt/format.h>

#include <set>
#include <string>

#include "sim/platform/platform_check_steps.hpp"

namespace roundwatt {

namespace {

bool is_access_line(const pugi::xml_node& link) {
  const std::string_view policy = text_of(link, "sharing_policy");
  return (policy.empty() || policy == "SHARED") && inherited_property(link, "site_kind") == "edge";
}

/// The names of links that carry both directions: those of symmetrical routes, of routes there and back, and of host_links.
std::set<std::string, std::less<>> links_used_both_ways(const PlatformDocument& document) {
  std::set<std::string, std::less<>> both_ways;
  std::set<std::string, std::less<>> forward, backward;
  for (const pugi::xml_node& element : document.elements()) {
    const std::string_view name = element.name();
    if (name == "host_link" && text_of(element, "up") == text_of(element, "down")) both_ways.emplace(text_of(element, "up"));
    if (name != "link_ctn") continue;
    const pugi::xml_node route = element.parent();
    if (in_capitals(text_of(route, "symmetrical")) != "NO") {
      both_ways.emplace(text_of(element, "id"));
    } else {
      const bool there = text_of(route, "src") < text_of(route, "dst");
      (there ? forward : backward).emplace(text_of(element, "id"));
    }
  }
  for (const std::string& name : forward) {
    if (backward.contains(name)) both_ways.insert(name);
  }
  return both_ways;
}

}  // namespace

void check_duplex(PlatformDocument& document) {
  const auto both_ways = links_used_both_ways(document);
  pugi::xml_node first;
  std::size_t count = 0;
  for (const pugi::xml_node& element : document.elements()) {
    const std::string_view name = element.name();
    const bool line = name == "link" && both_ways.contains(text_of(element, "id"));
    const bool lines = name == "cluster" && text_of(element, "sharing_policy") == "SHARED";
    if (!(line || lines) || !is_access_line(element)) continue;
    if (count == 0) first = element;
    ++count;
  }
  if (count == 0) return;
  const std::string others = count == 1 ? "" : fmt::format(" and {} other{}", count - 1, count == 2 ? "" : "s");
  document.warn(first, fmt::format("{}{}: SHARED, and used in both directions: what goes up takes from what comes down (half "
                                   "duplex). An access line is SPLITDUPLEX, or two links, one for each direction.",
                                   title(first), others));
}

}  // namespace roundwatt
