#include <fmt/format.h>

#include "sim/platform/platform_check_steps.hpp"

namespace roundwatt {

namespace {

void check_link_ctn(PlatformDocument& document, const pugi::xml_node& element, const PlatformNames& names) {
  const std::string_view id = text_of(element, "id");
  const std::string_view direction = text_of(element, "direction");
  const bool directed = direction == "UP" || direction == "DOWN";
  const NamedElement* link = names.link(id);
  if (id.empty() || (link == nullptr && names.is_made_link(id))) return;
  if (link == nullptr) {
    for (const std::string_view side : {"_UP", "_DOWN"}) {
      if (!id.ends_with(side)) continue;
      const NamedElement* both = names.link(id.substr(0, id.size() - side.size()));
      if (both != nullptr && is_split_link(both->element) && !directed) return;
    }
    document.error(element, fmt::format("link_ctn {}: no such link.{}", id, names.nearest_link(id)));
    return;
  }
  if (!link->stands_before(element)) {
    document.error(element,
                   fmt::format("link_ctn {}: the link is declared further down. SimGrid reads once, from top to bottom: "
                               "move it above the route.",
                               id));
  }
  const bool split = is_split_link(link->element);
  if (split && !directed) {
    document.error(element, fmt::format("link_ctn {}: a SPLITDUPLEX link needs direction=\"UP\" or \"DOWN\".", id));
  }
  if (!split && directed) {
    document.error(element, fmt::format("link_ctn {}: direction=\"{}\", but the link is not SPLITDUPLEX. Make it that or leave "
                                        "the direction out.",
                                        id, direction));
  }
}

void check_line_of_host(PlatformDocument& document, const pugi::xml_node& element, const PlatformNames& names,
                        const char* attribute) {
  std::string_view id = text_of(element, attribute);
  const NamedElement* link = names.link(id);
  if (link == nullptr) {
    for (const std::string_view side : {"_UP", "_DOWN"}) {
      const NamedElement* both = id.ends_with(side) ? names.link(id.substr(0, id.size() - side.size())) : nullptr;
      if (both != nullptr && is_split_link(both->element)) return;
    }
    if (id.empty() || names.is_made_link(id)) return;
    document.error(element,
                   fmt::format("{}: {} = '{}': no such link.{}", title(element), attribute, id, names.nearest_link(id)));
  } else if (is_split_link(link->element)) {
    document.error(element, fmt::format("{}: {} = '{}': a SPLITDUPLEX link is two links, {}_UP and {}_DOWN. Name one of them.",
                                        title(element), attribute, id, id, id));
  } else if (link->zone != element.parent() && !link->stands_before(element)) {
    document.error(element, fmt::format("{}: {} = '{}': the link is declared further down, in another zone. Move it up.",
                                        title(element), attribute, id));
  }
}

void check_host_link(PlatformDocument& document, const pugi::xml_node& element, const PlatformNames& names) {
  const std::string_view id = text_of(element, "id");
  const NamedElement* host = names.point(id);
  if (in_capitals(text_of(element.parent(), "routing")) != "CLUSTER") {
    document.error(element, fmt::format("{}: only a zone with routing=\"Cluster\" takes host_link.", title(element)));
  }
  if (host == nullptr || names.is_router(id)) {
    document.error(element, fmt::format("{}: no such host.{}", title(element), names.nearest_point(id)));
  } else if (host->zone != element.parent()) {
    document.error(element, fmt::format("{}: the host stands in another zone, {}.", title(element), title(host->zone)));
  }
  for (const char* attribute : {"up", "down"}) check_line_of_host(document, element, names, attribute);
}

void check_trace_connect(PlatformDocument& document, const pugi::xml_node& element, const PlatformNames& names) {
  const std::string_view trace = text_of(element, "trace");
  const std::string_view target = text_of(element, "element");
  const std::string_view kind = text_of(element, "kind");
  if (names.trace(trace) == nullptr) {
    document.error(element,
                   fmt::format("{}: trace = '{}': no such trace.{}", title(element), trace, names.nearest_trace(trace)));
  }
  if (kind.empty() || kind == "HOST_AVAIL" || kind == "SPEED") {
    if (names.point(target) != nullptr && !names.is_router(target)) return;
    document.error(element, fmt::format("{}: no such host.{}", title(element), names.nearest_point(target)));
  } else if (const NamedElement* link = names.link(target); link == nullptr) {
    document.error(element, fmt::format("{}: no such link.{}", title(element), names.nearest_link(target)));
  } else if (is_wifi_link(link->element)) {
    document.error(element, fmt::format("{}: SimGrid changes no WIFI link. Put the profile on the line behind it, or on the "
                                        "stations.",
                                        title(element)));
  }
}

/// Elements that only one kind of zone takes.
void check_company(PlatformDocument& document, const pugi::xml_node& element) {
  const std::string_view name = element.name();
  const std::string routing = in_capitals(text_of(element.parent(), "routing"));
  const std::string_view wanted = name == "backbone" || name == "cabinet" ? "Cluster" : name == "peer" ? "Vivaldi" : "";
  if (wanted.empty() || routing == in_capitals(wanted)) return;
  document.error(element, fmt::format("{}: only a zone with routing=\"{}\" takes <{}>.", title(element), wanted, name));
}

/// A Vivaldi zone computes latencies from the places of its nodes.
void check_place(PlatformDocument& document, const pugi::xml_node& element) {
  const std::string_view name = element.name();
  if (name != "host" && name != "router") return;
  if (in_capitals(text_of(element.parent(), "routing")) != "VIVALDI" || !text_of(element, "coordinates").empty()) return;
  document.error(
      element, fmt::format("{}: no coordinates, which all in a Vivaldi zone need: add coordinates=\"x y z\".", title(element)));
}

}  // namespace

void check_references(PlatformDocument& document, const PlatformNames& names) {
  for (const pugi::xml_node& element : document.elements()) {
    const std::string_view name = element.name();
    if (name == "link_ctn") check_link_ctn(document, element, names);
    if (name == "host_link") check_host_link(document, element, names);
    if (name == "trace_connect") check_trace_connect(document, element, names);
    check_company(document, element);
    check_place(document, element);
  }
}

}  // namespace roundwatt
