#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "sim/platform/flow_mix.hpp"
#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// The value of a quantity, of the highest where there are several.
double highest(std::string_view text, Dimension dimension) {
  double highest = 0;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    highest = std::max(highest, parse_simgrid_quantity(text.substr(start, comma - start), dimension).value.value_or(0));
    start = comma + 1;
  }
  return highest;
}

/// A part of a way: what it costs and what it lets pass.
struct Part {
  std::uint32_t whose = 0;  ///< in the list of hosts
  bool over_air = false;
  double latency_s = 0;
  double byte_s = infinite;

  Part operator+(const Part& next) const {
    return {whose, over_air || next.over_air, latency_s + next.latency_s, std::min(byte_s, next.byte_s)};
  }
};

/// What meets on the links of the routes between zones, as far as routes are declared from a host to the gateway of its zone:
/// routes that SimGrid finds by itself are left to the run.
class WeightCheck {
 public:
  WeightCheck(PlatformDocument& document, const PlatformNames& names) : document_{document}, names_{names} {}

  void run() {
    for (const pugi::xml_node& element : document_.elements()) {
      const std::string_view name = element.name();
      if (name == "zoneRoute" || name == "ASroute") take(element);
    }
    const auto name = [this](std::uint32_t host) { return hosts_[host]; };
    for (const auto& [link, mix] : mixes_) {
      const pugi::xml_node element = names_.link(link)->element;
      const double bandwidth = highest(text_of(element, "bandwidth"), Dimension::bandwidth);
      for (const NetworkModel model : {NetworkModel::lv08, NetworkModel::textbook}) {
        const std::string warning = weight_warning(link, bandwidth, mix, model, name);
        if (!warning.empty()) document_.warn(element, warning);
      }
    }
  }

 private:
  void take(const pugi::xml_node& route) {
    const std::vector<Part> sources = ends(route, "src", "gw_src"), destinations = ends(route, "dst", "gw_dst");
    if (sources.empty() || destinations.empty()) return;
    for (const Part& source : sources) join_links(route, source + destinations.front());
    for (std::size_t i = 1; i < destinations.size(); ++i) join_links(route, destinations[i] + sources.front());
  }

  void join_links(const pugi::xml_node& route, const Part& ends) {
    for (const pugi::xml_node shared : route.children("link_ctn")) {
      const pugi::xml_node link = link_of(shared);
      if (!link || text_of(link, "sharing_policy") == "FATPIPE") continue;
      Part way = ends;
      for (const pugi::xml_node other : route.children("link_ctn")) {
        if (other != shared) way = way + part(other);
      }
      way.latency_s += part(shared).latency_s;
      join(mixes_[std::string{text_of(shared, "id")}], {way.whose, way.over_air, way.latency_s, way.byte_s});
    }
  }

  /// From the hosts of a zone to its gateway.
  std::vector<Part> ends(const pugi::xml_node& route, const char* zone_name, const char* gateway_name) {
    const NamedElement* named = names_.zone(text_of(route, zone_name));
    if (named == nullptr) return {};
    const pugi::xml_node zone = named->element;
    const std::string_view gateway = text_of(route, gateway_name);
    std::vector<Part> found;
    if (in_capitals(text_of(zone, "routing")) == "WIFI") {
      const pugi::xml_node air = zone.child("link");
      const pugi::xml_node station = zone.child("host");
      if (air && station) {
        found.push_back({add_host(text_of(station, "id")), true, 0, highest(text_of(air, "bandwidth"), Dimension::bandwidth)});
      }
      return found;
    }
    for (const pugi::xml_node host : zone.children("host")) {
      if (text_of(host, "id") == gateway) found.push_back({add_host(text_of(host, "id")), false, 0, infinite});
    }
    for (const pugi::xml_node inner : zone.children("route")) {
      const bool forth = text_of(inner, "dst") == gateway, back = text_of(inner, "src") == gateway;
      const std::string_view host = text_of(inner, forth ? "src" : "dst");
      const bool once = forth || in_capitals(text_of(inner, "symmetrical")) != "NO";
      if (forth == back || names_.is_router(host) || !once) continue;
      Part way{add_host(host), false, 0, infinite};
      for (const pugi::xml_node link : inner.children("link_ctn")) way = way + part(link);
      found.push_back(way);
    }
    return found;
  }

  std::uint32_t add_host(std::string_view name) {
    hosts_.emplace_back(name);
    return static_cast<std::uint32_t>(hosts_.size() - 1);
  }

  pugi::xml_node link_of(const pugi::xml_node& link_ctn) const {
    const NamedElement* link = names_.link(text_of(link_ctn, "id"));
    return link == nullptr ? pugi::xml_node{} : link->element;
  }

  Part part(const pugi::xml_node& link_ctn) const {
    const pugi::xml_node link = link_of(link_ctn);
    if (!link) return {};
    return {0, false, highest(text_of(link, "latency"), Dimension::time),
            highest(text_of(link, "bandwidth"), Dimension::bandwidth)};
  }

  PlatformDocument& document_;
  const PlatformNames& names_;
  std::vector<std::string> hosts_;
  std::map<std::string, FlowMix> mixes_;
};

}  // namespace

void check_weights(PlatformDocument& document, const PlatformNames& names) { WeightCheck{document, names}.run(); }

}  // namespace roundwatt
