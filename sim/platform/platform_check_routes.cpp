#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace {

/// The routes of one zone under check.
class ZoneRoutes {
 public:
  ZoneRoutes(PlatformDocument& document, const PlatformNames& names, const pugi::xml_node& zone)
      : document_{document}, names_{names}, zone_{zone}, routing_{in_capitals(text_of(zone, "routing"))} {}

  void check() {
    for (const pugi::xml_node child : zone_.children()) {
      const std::string_view name = child.name();
      if (name == "route" || name == "bypassRoute") check_host_route(child);
      if (name == "zoneRoute" || name == "ASroute" || name == "bypassZoneRoute" || name == "bypassASroute") {
        check_zone_route(child);
      }
    }
    if (routing_.starts_with("DIJKSTRA")) check_connected();
  }

 private:
  /// On the way to a node that no way leads to, Dijkstra zones crash or never end.
  void check_connected() {
    std::vector<pugi::xml_node> nodes;
    for (const pugi::xml_node child : zone_.children()) {
      const std::string_view name = child.name();
      if (name == "host" || name == "router" || is_zone(child)) nodes.push_back(child);
    }
    if (nodes.size() < 2) return;
    const std::string first{text_of(nodes.front(), "id")};
    const std::set<std::string> from_first = reached_from(first, Along::routes);
    const std::set<std::string> to_first = reached_from(first, Along::routes_backwards);
    for (const pugi::xml_node& node : nodes) {
      const std::string name{text_of(node, "id")};
      const bool there = from_first.contains(name), back = to_first.contains(name);
      if (there && back) continue;
      refuse(node,
             fmt::format("no way {} {}, and a Dijkstra zone needs one between all of its nodes. Add a route or take it out.",
                         there ? "leads from it to" : "leads to it from", title(nodes.front())));
    }
  }

  enum class Along { routes, routes_backwards };

  /// The nodes that ways of any number of routes lead to from \p start, or, backwards, from which they lead there.
  std::set<std::string> reached_from(const std::string& start, Along along) const {
    std::multimap<std::string, std::string> next;
    for (const auto& [bypass, ends] : seen_) {
      if (along == Along::routes) next.emplace(ends.first, ends.second);
      if (along == Along::routes_backwards) next.emplace(ends.second, ends.first);
    }
    std::set<std::string> reached{start};
    for (std::vector<std::string> open{start}; !open.empty();) {
      const auto [begin, end] = next.equal_range(open.back());
      open.pop_back();
      for (auto step = begin; step != end; ++step) {
        if (reached.insert(step->second).second) open.push_back(step->second);
      }
    }
    return reached;
  }

  void check_host_route(const pugi::xml_node& route) {
    for (const char* end : {"src", "dst"}) {
      const std::string_view name = text_of(route, end);
      const NamedElement* point = names_.point(name);
      if (name.empty()) continue;
      if (point == nullptr) {
        refuse(route, fmt::format("{} = '{}': no such host or router.{}", end, name, names_.nearest_point(name)));
      } else if (point->zone != zone_) {
        refuse(route,
               fmt::format("{} = '{}' stands in another zone, {}. A zoneRoute connects zones.", end, name, title(point->zone)));
      }
    }
    check_common(route);
  }

  void check_zone_route(const pugi::xml_node& route) {
    for (const char* end : {"src", "dst"}) {
      const std::string_view name = text_of(route, end);
      const NamedElement* inner = names_.zone(name);
      if (name.empty()) continue;
      if (inner == nullptr) {
        refuse(route, fmt::format("{} = '{}': no such zone.{}", end, name, names_.nearest_zone(name)));
      } else if (inner->zone != zone_) {
        refuse(route, fmt::format("{} = '{}' is not a zone directly in {}.", end, name, title(zone_)));
      } else {
        check_gateway(route, end, inner->element);
      }
    }
    if (text_of(route, "src") == text_of(route, "dst")) refuse(route, "it leads from a zone to itself. Name two zones.");
    check_common(route);
  }

  void check_gateway(const pugi::xml_node& route, std::string_view end, const pugi::xml_node& inner) {
    const std::string attribute = fmt::format("gw_{}", end);
    const std::string_view name = text_of(route, attribute.c_str());
    const NamedElement* gateway = names_.point(name);
    if (name.empty()) return;
    if (gateway == nullptr) {
      refuse(route, fmt::format("{} = '{}': no such host or router.{}", attribute, name, names_.nearest_point(name)));
      return;
    }
    for (pugi::xml_node around = gateway->zone; around; around = around.parent()) {
      if (around == inner) return check_depth(route, attribute, *gateway, inner);
    }
    refuse(route, fmt::format("{} = '{}' is not in {}, but in {}.", attribute, name, title(inner), title(gateway->zone)));
  }

  /// From a host to a gateway that lie in different zones inside \p inner SimGrid 4.1 recurses without end, and what follows it
  /// takes wrong ways in silence.
  void check_depth(const pugi::xml_node& route, const std::string& attribute, const NamedElement& gateway,
                   const pugi::xml_node& inner) {
    if (gateway.zone == inner || !deep_gateways_.emplace(inner, gateway.zone).second) return;
    const pugi::xml_node elsewhere = inner.find_node([&](const pugi::xml_node& node) {
      const std::string_view name = node.name();
      if (name == "cluster") return node != gateway.zone;
      return (name == "host" || name == "router" || name == "cabinet" || name == "peer") && node.parent() != gateway.zone;
    });
    if (!elsewhere) return;
    const std::string message = fmt::format(
        "{}: {} = '{}' lies in {} inside {}, and {} elsewhere in it: SimGrid 4.1 finds no way between them, and later versions "
        "a "
        "wrong one. Move the zones inside {} out of it, beside it (docs/formats/platform.md, Routes).",
        title(route), attribute, text_of(route, attribute.c_str()), title(gateway.zone), title(inner), title(elsewhere),
        title(inner));
    document_.object(routes_through_nested_gateways ? InThisSimgrid::works : InThisSimgrid::fails, route, message);
  }

  void check_common(const pugi::xml_node& route) {
    const bool bypass = std::string_view{route.name()}.starts_with("bypass");
    if (!bypass && (routing_ == "CLUSTER" || routing_ == "VIVALDI" || routing_ == "WIFI" || routing_ == "NONE")) {
      refuse(route, fmt::format("a zone with routing=\"{}\" takes no routes{}.", text_of(zone_, "routing"),
                                routing_ == "CLUSTER" ? ": it takes a host_link for each host" : ": it has its own"));
    }
    const std::string_view source = text_of(route, "src"), target = text_of(route, "dst");
    if (!route.child("link_ctn")) refuse(route, "it crosses no link. Add a <link_ctn id=\"…\"/>.");
    const std::string direction = in_capitals(text_of(route, "symmetrical"));
    const bool both_ways = !bypass && direction != "NO" && source != target;
    remember(route, bypass, source, target);
    if (routing_ == "FLOYD" && !bypass && source == target && direction != "NO") {
      refuse(route, "a way from a node to itself needs symmetrical=\"NO\".");
    }
    if (both_ways) remember(route, bypass, target, source);
  }

  void remember(const pugi::xml_node& route, bool bypass, std::string_view source, std::string_view target) {
    if (seen_.emplace(bypass, std::pair{std::string{source}, std::string{target}}).second) return;
    refuse(route,
           fmt::format("there is a route from {} to {} already. Routes lead both ways unless they say symmetrical=\"NO\".",
                       source, target));
  }

  void refuse(const pugi::xml_node& route, const std::string& why) {
    document_.error(route, fmt::format("{}: {}", title(route), why));
  }

  PlatformDocument& document_;
  const PlatformNames& names_;
  pugi::xml_node zone_;
  std::string routing_;
  std::set<std::pair<bool, std::pair<std::string, std::string>>> seen_;
  std::set<std::pair<pugi::xml_node, pugi::xml_node>> deep_gateways_;  ///< zones and the zones of their gateways, as reported
};

}  // namespace

void check_routes(PlatformDocument& document, const PlatformNames& names) {
  for (const pugi::xml_node& element : document.elements()) {
    if (is_zone(element)) ZoneRoutes{document, names, element}.check();
  }
}

}  // namespace roundwatt
