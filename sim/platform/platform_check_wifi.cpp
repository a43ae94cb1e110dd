#include <fmt/format.h>

#include <algorithm>

#include "sim/base/unit.hpp"
#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

bool is_wifi_zone(const pugi::xml_node& zone) { return in_capitals(text_of(zone, "routing")) == "WIFI"; }

pugi::xml_node property(const pugi::xml_node& element, const char* name) {
  return element.find_child(
      [&](const pugi::xml_node& child) { return std::string_view{child.name()} == "prop" && text_of(child, "id") == name; });
}

void check_access_point(PlatformDocument& document, const pugi::xml_node& zone, const PlatformNames& names) {
  const pugi::xml_node access_point = property(zone, "access_point");
  if (!access_point) {
    document.error(zone,
                   fmt::format("{}: a Wifi zone needs an access point. Add <prop id=\"access_point\" value=\"…\"/> with the "
                               "name of its router.",
                               title(zone)));
    return;
  }
  const std::string_view name = text_of(access_point, "value");
  const NamedElement* point = names.point(name);
  if (point == nullptr) {
    document.error(access_point, fmt::format("{}: access_point = '{}': no such router or host.{}", title(zone), name,
                                             names.nearest_point(name)));
  } else if (point->zone != zone) {
    document.error(access_point,
                   fmt::format("{}: access_point = '{}' stands in another zone, {}.", title(zone), name, title(point->zone)));
  }
}

std::size_t rates_of(const pugi::xml_node& link) {
  const std::string_view bandwidth = text_of(link, "bandwidth");
  return static_cast<std::size_t>(std::count(bandwidth.begin(), bandwidth.end(), ',')) + 1;
}

void check_stations(PlatformDocument& document, const pugi::xml_node& zone, const pugi::xml_node& link) {
  for (const pugi::xml_node host : zone.children("host")) {
    const pugi::xml_node level = property(host, "wifi_level");
    if (!level) continue;
    const auto number = parse_number(text_of(level, "value"));
    const double last = static_cast<double>(rates_of(link)) - 1;
    if (number && *number >= 0 && *number <= last && *number == static_cast<double>(static_cast<int>(*number))) continue;
    document.error(level, fmt::format("{}: wifi_level = '{}' must be a whole number from 0 to {}: {} has {} rates.",
                                      title(host), text_of(level, "value"), last, title(link), last + 1));
  }
}

void check_wifi_zone(PlatformDocument& document, const pugi::xml_node& zone, const PlatformNames& names) {
  check_access_point(document, zone, names);
  pugi::xml_node air;
  for (const pugi::xml_node link : zone.children("link")) {
    if (!is_wifi_link(link) || air) {
      document.error(link,
                     fmt::format("{}: a Wifi zone holds one link, with sharing_policy=\"WIFI\". Declare others in the zone "
                                 "around it.",
                                 title(link)));
    }
    if (is_wifi_link(link) && !air) air = link;
  }
  if (air) {
    check_stations(document, zone, air);
  } else {
    document.error(zone, fmt::format("{}: a Wifi zone needs a link with sharing_policy=\"WIFI\".", title(zone)));
  }
}

void check_wifi_link(PlatformDocument& document, const pugi::xml_node& link) {
  if (!is_wifi_zone(link.parent())) {
    document.error(link,
                   fmt::format("{}: sharing_policy=\"WIFI\" outside a Wifi zone. Put it and its stations into a zone with "
                               "routing=\"Wifi\".",
                               title(link)));
  }
  const auto latency = parse_simgrid_quantity(text_of(link, "latency"), Dimension::time);
  if (latency.value && *latency.value > 0) {
    document.error(link, fmt::format("{}: latency = '{}', but SimGrid wants 0s of a WIFI link. Put the delay of the air on the "
                                     "line behind.",
                                     title(link), text_of(link, "latency")));
  }
}

}  // namespace

void check_wifi(PlatformDocument& document, const PlatformNames& names) {
  for (const pugi::xml_node& element : document.elements()) {
    if (is_zone(element) && is_wifi_zone(element)) check_wifi_zone(document, element, names);
    if (std::string_view{element.name()} == "link" && is_wifi_link(element)) check_wifi_link(document, element);
  }
}

}  // namespace roundwatt
