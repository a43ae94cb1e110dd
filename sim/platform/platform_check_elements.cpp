#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/base/nearest_word.hpp"
#include "sim/platform/platform_check_grammar.hpp"
#include "sim/platform/platform_check_steps.hpp"

namespace roundwatt {

namespace {

/// Where an element may stand in its zone: SimGrid wants properties, then what there is, then routes.
enum class Stage { properties, contents, routes };

Stage stage_of(std::string_view element) {
  if (element == "prop") return Stage::properties;
  const bool route = element.ends_with("oute");
  return route ? Stage::routes : Stage::contents;
}

/// Elements that stand between zones, and elements that stand between hosts: no zone holds both.
enum class Company { zones, hosts, any };

Company company_of(std::string_view element) {
  for (const std::string_view name :
       {"zone", "AS", "cluster", "peer", "zoneRoute", "ASroute", "bypassZoneRoute", "bypassASroute"}) {
    if (element == name) return Company::zones;
  }
  for (const std::string_view name : {"host", "router", "cabinet", "host_link", "route", "bypassRoute"}) {
    if (element == name) return Company::hosts;
  }
  return Company::any;
}

std::vector<std::string> attribute_names(const ElementRule& rule) {
  std::vector<std::string> names;
  for (const AttributeRule& attribute : rule.attributes) names.emplace_back(attribute.name);
  return names;
}

void check_attributes(PlatformDocument& document, const pugi::xml_node& element, const ElementRule& rule) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    const auto known = std::find_if(rule.attributes.begin(), rule.attributes.end(),
                                    [&](const AttributeRule& candidate) { return candidate.name == name; });
    if (known == rule.attributes.end()) {
      document.error(element, fmt::format("{}: {}: no such attribute of <{}>.{}", title(element), name, element.name(),
                                          did_you_mean(name, attribute_names(rule))));
    } else if (element.attribute(attribute.name()) != attribute) {
      document.error(element, fmt::format("{}: {} stands there twice. Keep one.", title(element), name));
    }
  }
  for (const AttributeRule& attribute : rule.attributes) {
    if (attribute.necessity == Necessity::required && !element.attribute(attribute.name.data())) {
      document.error(element, fmt::format("{}: no {}, which every <{}> needs. Add {}=\"…\".", title(element), attribute.name,
                                          element.name(), attribute.name));
    }
  }
}

void check_child(PlatformDocument& document, const pugi::xml_node& child, const ElementRule& rule) {
  const std::string_view name = child.name();
  if (std::find(rule.children.begin(), rule.children.end(), name) != rule.children.end()) return;
  const std::string_view parent = child.parent().name();
  if (const std::string_view reason = reason_to_refuse(name); !reason.empty()) {
    document.error(child, fmt::format("<{}>: {}", name, reason));
  } else if (find_element_rule(name) != nullptr) {
    const auto& kinds = rule.children;
    document.error(
        child, fmt::format("{} may not stand in <{}>{}.", title(child), parent,
                           kinds.empty() ? ", which holds nothing" : fmt::format(", which holds {}", fmt::join(kinds, ", "))));
  } else {
    document.error(child, fmt::format("<{}>: no such element.{}", name, did_you_mean(name, rule.children)));
  }
}

void check_text(PlatformDocument& document, const pugi::xml_node& element) {
  if (std::string_view{element.name()} == "trace") return;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() != pugi::node_pcdata && child.type() != pugi::node_cdata) continue;
    std::string_view text = child.value();
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    document.error(child, fmt::format("text '{}' in <{}>, which holds elements only. Take it out or make it a comment.",
                                      text.substr(0, text.find('\n')).substr(0, 40), element.name()));
  }
}

void check_order(PlatformDocument& document, const pugi::xml_node& zone) {
  Stage stage = Stage::properties;
  Company company = Company::any;
  std::string companion;
  for (const pugi::xml_node child : zone.children()) {
    const std::string_view name = child.name();
    if (child.type() != pugi::node_element || name == "trace" || name == "trace_connect") continue;
    if (stage_of(name) < stage) {
      document.error(child,
                     fmt::format("{} stands after {} of the same zone. SimGrid wants properties first, then zones, hosts "
                                 "and links, and routes last: move it up.",
                                 title(child), stage == Stage::routes ? "a route" : "other elements"));
    }
    stage = std::max(stage, stage_of(name));
    const Company wanted = company_of(name);
    if (wanted == Company::any) continue;
    if (company == Company::any) {
      company = wanted;
      companion = title(child);
    } else if (company != wanted) {
      document.error(child, fmt::format("{} stands beside {} in {}. A zone holds either zones, clusters and peers or hosts and "
                                        "routers: put one of them into a zone of its own.",
                                        title(child), companion, title(zone)));
    }
  }
}

void check_root(PlatformDocument& document) {
  const pugi::xml_node platform = document.platform();
  int zones = 0;
  bool after_zone = false;
  for (const pugi::xml_node child : platform.children()) {
    const std::string_view name = child.name();
    if (name == "config" && after_zone) {
      document.error(child, "config stands after other elements. SimGrid wants it first in <platform>: move it up.");
    }
    after_zone = after_zone || (name != "config" && child.type() == pugi::node_element);
    if (is_zone(child) && ++zones > 1) {
      document.error(child, fmt::format("{}: a second outermost zone. Put all into one <zone>.", title(child)));
    }
  }
  const bool has_host = std::any_of(document.elements().begin(), document.elements().end(), [](const pugi::xml_node& element) {
    const std::string_view name = element.name();
    return name == "host" || name == "cluster" || name == "cabinet" || name == "peer";
  });
  if (zones > 0 && !has_host)
    document.error(platform, "<platform> holds no host. Declare a server and devices: <host id=\"…\" speed=\"…\"/>.");
  if (zones == 0) document.error(platform, "<platform> holds no <zone>. Put the hosts into one.");
}

}  // namespace

void check_elements(PlatformDocument& document) {
  for (const pugi::xml_node& element : document.elements()) {
    const ElementRule* rule = find_element_rule(element.name());
    if (rule == nullptr) continue;  // its parent reports it
    check_attributes(document, element, *rule);
    check_text(document, element);
    for (const pugi::xml_node child : element.children()) {
      if (child.type() == pugi::node_element) check_child(document, child, *rule);
    }
    if (std::string_view{element.name()} == "zone" || std::string_view{element.name()} == "AS") check_order(document, element);
  }
  check_root(document);
}

}  // namespace roundwatt
