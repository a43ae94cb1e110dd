#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>

#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/platform_check_places.hpp"
#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/platform_flag.hpp"
#include "sim/platform/property_names.hpp"
#include "sim/platform/simgrid_settings.hpp"
#include "sim/platform/simgrid_unit.hpp"
#include "sim/platform/wattage.hpp"

namespace roundwatt {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double tiny = std::numeric_limits<double>::min();

/// A property that is a number.
struct NumberRule {
  std::string_view name;
  Dimension dimension;
  double least, most;
  std::string_view bounds;
};

constexpr NumberRule number_rules[]{
    {"pue", Dimension::one, 1, infinite, "at least 1: what a building draws over what its computers draw"},
    {"wattage_off", Dimension::power, 0, infinite, "at least 0 W"},
    {"radio_rx_w", Dimension::power, 0, infinite, "at least 0 W"},
    {"radio_tx_w", Dimension::power, 0, infinite, "at least 0 W"},
    {"reserved_share", Dimension::one, tiny, 1, "above 0 and at most 1"},
    {"router_share", Dimension::one, 0, 1, "from 0 to 1"},
    {"embodied_kg", Dimension::one, 0, infinite, "at least 0"},
    {"lifetime_years", Dimension::one, tiny, infinite, "above 0"},
    {"peak_speed", Dimension::speed, tiny, infinite, "above 0 flop/s"},
    {"battery_wh", Dimension::one, tiny, infinite, "above 0"},
    {"battery_charge_w", Dimension::power, tiny, infinite, "above 0 W"},
    {"charge_efficiency", Dimension::one, tiny, 1, "above 0 and at most 1"}};

/// One `<prop>` under check.
struct Property {
  PlatformDocument& document;
  const pugi::xml_node& element;
  std::string owner;
  std::string name, value;

  std::string subject() const { return fmt::format("{}: {} = '{}'", owner, name, value); }
  void refuse(const std::string& why) const { document.error(element, fmt::format("{} {}.", subject(), why)); }
  void warn(const std::string& why) const { document.warn(element, fmt::format("{} {}.", subject(), why)); }
};

void check_number(const Property& property, const NumberRule& rule) {
  const ParsedQuantity parsed = parse_quantity(property.value, rule.dimension);
  if (parsed.fault == QuantityFault::unit)
    return property.refuse(fmt::format("must be {}, but {}", rule.bounds, parsed.problem));
  const std::string advice = comma_advice(property.value);
  if (!parsed.value && !advice.empty())
    return property.refuse(fmt::format("must be {}.{}", rule.bounds, advice.substr(0, advice.size() - 1)));
  if (!parsed.value) return property.refuse(fmt::format("must be a number, {}", rule.bounds));
  if (is_too_small_for_simgrid(*parsed.value)) {
    return property.refuse(fmt::format("must be {}, and SimGrid reads no number between 0 and 2.3e-308", rule.bounds));
  }
  if (*parsed.value < rule.least || *parsed.value > rule.most) property.refuse(fmt::format("must be {}", rule.bounds));
}

void check_host_power(const Property& property) {
  const auto states = parse_wattage_per_state(property.value);
  if (!states) {
    return property.refuse("must be idle:epsilon:busy, finite and at least 0 W, for each pstate, separated by commas");
  }
  const auto wanes = [](const StateWattage& state) { return state.busy < state.idle; };
  if (std::any_of(states->begin(), states->end(), wanes)) property.warn("draws less when busy than when idle");
}

void check_link_power(const Property& property) {
  if (!parse_wattage_range(property.value)) property.refuse("must be idle:busy in W with 0 <= idle <= busy");
}

void check_kind(const Property& property) {
  const std::string_view carrier = property.element.parent().name();
  const bool of_host = flag_from<HostKind>(property.value).has_value();
  const bool of_link = flag_from<LinkKind>(property.value).has_value();
  if (carrier == "host" || carrier == "cluster") {
    if (!of_host) property.refuse("must be one of " + flag_choices<HostKind>());
  } else if (carrier == "link") {
    if (!of_link) property.refuse("must be one of " + flag_choices<LinkKind>());
  } else if (!of_host && !of_link) {
    property.refuse("must be one of " + flag_choices<HostKind>());
  }
}

void check_site_kind(const Property& property) {
  if (!flag_from<SiteKind>(property.value)) property.refuse("must be one of " + flag_choices<SiteKind>());
}

void check_grid_zone(const Property& property) {
  if (property.value.empty()) return property.refuse("must not be empty. Name a zone, such as FRA or US-CAL-CISO");
  const std::string complaint = complaint_about_grid_zone(property.value);
  if (!complaint.empty()) property.document.warn(property.element, fmt::format("{}: grid_zone {}.", property.owner, complaint));
}

void check_time_zone(const Property& property) {
  const std::string complaint = complaint_about_time_zone(property.value);
  if (!complaint.empty()) property.document.error(property.element, fmt::format("{}: time_zone {}", property.owner, complaint));
}

const std::map<std::string, void (*)(const Property&), std::less<>> text_checks{{"wattage_per_state", check_host_power},
                                                                                {"wattage_range", check_link_power},
                                                                                {"link_wattage_range", check_link_power},
                                                                                {"kind", check_kind},
                                                                                {"site_kind", check_site_kind},
                                                                                {"grid_zone", check_grid_zone},
                                                                                {"time_zone", check_time_zone}};

/// Names that nobody reads and that are nearly one that somebody does, each said once.
class Spelling {
 public:
  void check(const Property& property) {
    // Another program's: of disks nothing is read at all.
    if (is_property_name(property.name) || std::string_view{property.element.parent().name()} == "disk") return;
    const std::string hint = did_you_mean(property.name, property_names());
    if (hint.empty()) return;
    Misspelt& misspelt = names_[property.name];
    if (misspelt.count++ == 0) misspelt = {property.element, property.owner, hint, 1};
  }
  void tell(PlatformDocument& document) const {
    for (const auto& [name, misspelt] : names_) {
      const std::string others =
          misspelt.count == 1 ? ""
                              : fmt::format(" (nor of {} other element{})", misspelt.count - 1, misspelt.count == 2 ? "" : "s");
      document.warn(misspelt.first,
                    fmt::format("{}: nothing reads its property {}{}.{}", misspelt.owner, name, others, misspelt.hint));
    }
  }

 private:
  struct Misspelt {
    pugi::xml_node first;
    std::string owner, hint;
    std::size_t count = 0;
  };
  std::map<std::string, Misspelt> names_;
};

/// What is read of a place, on a host or link that names none: it belongs to the site of its zone.
void check_carrier(const Property& property) {
  const pugi::xml_node carrier = property.element.parent();
  const std::string_view kind = carrier.name();
  if (kind != "host" && kind != "link" && kind != "peer") return;
  const auto names_site = [&](const pugi::xml_node& one) {
    return std::string_view{one.name()} == "prop" && text_of(one, "id") == "site";
  };
  if (carrier.find_child(names_site)) return;
  for (const std::string_view of_site : {"grid_zone", "pue", "site_kind", "time_zone"}) {
    if (property.name != of_site) continue;
    property.document.warn(
        property.element,
        fmt::format("{}: {} = '{}' is not read here: a {} has that of its site. Put it into a zone with a site "
                    "of its own, or name the site here too.",
                    property.owner, property.name, property.value, kind));
  }
}

void check_property(const Property& property, Spelling& spelling) {
  check_carrier(property);
  const auto number = std::find_if(std::begin(number_rules), std::end(number_rules),
                                   [&](const NumberRule& rule) { return rule.name == property.name; });
  if (number != std::end(number_rules)) return check_number(property, *number);
  const auto text = text_checks.find(property.name);
  if (text != text_checks.end()) return text->second(property);
  spelling.check(property);
}

void check_peak(PlatformDocument& document, const pugi::xml_node& host) {
  const std::string_view text = inherited_property(host, "peak_speed");
  if (text.empty()) return;
  const auto peak = parse_quantity(text, Dimension::speed).value;
  const std::string_view speeds = text_of(host, "speed");
  const auto speed = parse_simgrid_quantity(speeds.substr(0, speeds.find(',')), Dimension::speed).value;
  if (!peak || !speed || *speed <= *peak) return;
  document.error(host,
                 fmt::format("{}: speed = '{}' is above its peak_speed = '{}'. speed is what it sustains, peak_speed what one "
                             "core can do at most.",
                             title(host), speeds, text));
}

}  // namespace

void check_properties(PlatformDocument& document) {
  Spelling spelling;
  for (const pugi::xml_node& element : document.elements()) {
    const std::string_view name = element.name();
    if (name == "host" || name == "cluster") check_peak(document, element);
    if (name != "prop") continue;
    if (std::string_view{element.parent().name()} == "config") {
      const std::string wrong = objection_to_setting(element.attribute("id").value(), element.attribute("value").value());
      if (!wrong.empty()) document.error(element, "config: " + wrong);
      continue;
    }
    check_property(
        {document, element, title(element.parent()), element.attribute("id").value(), element.attribute("value").value()},
        spelling);
  }
  spelling.tell(document);
}

}  // namespace roundwatt
