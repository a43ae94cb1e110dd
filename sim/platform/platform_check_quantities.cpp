#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/platform_check_grammar.hpp"
#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/radical.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

/// One attribute under check.
struct Attribute {
  PlatformDocument& document;
  const pugi::xml_node& element;
  std::string_view name, value;

  void refuse(const std::string& why) const {
    document.error(element, fmt::format("{}: {} = '{}': {}", title(element), name, value, why));
  }
  void warn(const std::string& why) const {
    document.warn(element, fmt::format("{}: {} = '{}': {}", title(element), name, value, why));
  }
};

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    parts.push_back(text.substr(0, comma));
    text.remove_prefix(comma + 1);
  }
  parts.push_back(text);
  return parts;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

void check_amount(const Attribute& attribute, std::string_view text, Dimension dimension) {
  const ParsedQuantity parsed = parse_simgrid_quantity(text, dimension);
  if (!parsed.value && text.size() < attribute.value.size()) {
    return attribute.refuse(
        fmt::format("'{}': {}. A comma parts several values; decimals follow a point.", text, parsed.problem));
  }
  if (!parsed.value) return attribute.refuse(parsed.problem + ".");
  if (lacks_simgrid_unit(text) && text.size() < without_blanks(attribute.value).size()) {
    return attribute.refuse(fmt::format("'{}': no unit. A comma parts several values; decimals follow a point.", text));
  }
  if (lacks_simgrid_unit(text)) attribute.warn(fmt::format("no unit. SimGrid takes it for {}.", simgrid_si_unit(dimension)));
  if (dimension == Dimension::time && *parsed.value < 0) attribute.refuse("it must be at least 0.");
  if (dimension == Dimension::speed && *parsed.value < 0) attribute.refuse("it must be at least 0.");
  if (dimension == Dimension::bandwidth && *parsed.value <= 0) attribute.refuse("it must be above 0.");
  if (dimension == Dimension::bandwidth && *parsed.value > 0 && *parsed.value < slowest_link_byte_s) {
    attribute.refuse(fmt::format("it must be at least {} byte/s. B is a byte, b a bit: 1MBps is 8Mbps.", slowest_link_byte_s));
  }
}

void check_amounts(const Attribute& attribute, Dimension dimension) {
  for (const std::string_view part : parts_of(attribute.value)) check_amount(attribute, without_blanks(part), dimension);
}

void check_bandwidths(const Attribute& attribute) {
  const bool wifi = in_capitals(text_of(attribute.element, "sharing_policy")) == "WIFI";
  if (!wifi && attribute.value.find(',') != std::string_view::npos) {
    return attribute.refuse("only a link with sharing_policy=\"WIFI\" has several. Give one.");
  }
  check_amounts(attribute, Dimension::bandwidth);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void check_seconds(const Attribute& attribute) {
  const std::optional<double> seconds = parse_number(attribute.value);
  if (!seconds) return attribute.refuse("it must be a number of seconds, without a unit.");
  if (is_too_small_for_simgrid(*seconds)) attribute.refuse("SimGrid reads no number between 0 and 2.3e-308.");
}

void check_cores(const Attribute& attribute) {
  const auto cores = whole_number(attribute.value);
  constexpr std::int64_t most = 1'000'000;
  if (!cores || *cores < 1 || *cores > most) attribute.refuse("it must be a whole number from 1 to 1000000.");
}

void check_pstate(const Attribute& attribute) {
  const auto speeds = static_cast<std::int64_t>(parts_of(text_of(attribute.element, "speed")).size());
  const auto pstate = attribute.value == "0.0" ? 0 : whole_number(attribute.value);
  if (!pstate || *pstate < 0 || *pstate >= speeds) {
    attribute.refuse(speeds == 1
                         ? "it must be 0: the host has one speed."
                         : fmt::format("it must be a whole number from 0 to {}: the host has {} speeds.", speeds - 1, speeds));
  }
}

void check_version(const Attribute& attribute) {
  const auto version = parse_number(attribute.value);
  if (!version || *version < 4 || *version > 4.1) {
    attribute.refuse("SimGrid 3.32 reads version 4.1. Its program simgrid_update_xml turns older files into that.");
  }
}

void check_routing(const Attribute& attribute) {
  const std::string wanted = in_capitals(attribute.value);
  const auto& known = known_routings();
  const bool is_known =
      std::any_of(known.begin(), known.end(), [&](const std::string& name) { return in_capitals(name) == wanted; });
  if (is_known) return;
  attribute.refuse(wanted == "STAR" ? "SimGrid's XML has no Star. A Cluster zone with <host_link> is one."
                                    : fmt::format("no such routing.{} There are {}.", did_you_mean(attribute.value, known),
                                                  fmt::join(known, ", ")));
}

void check_choice(const Attribute& attribute, const std::vector<std::string>& choices) {
  if (attribute.value == "FULLDUPLEX") attribute.warn("this is called SPLITDUPLEX now.");
  if (std::find(choices.begin(), choices.end(), attribute.value) != choices.end()) return;
  attribute.refuse(fmt::format("it must be one of {}, in capitals.", fmt::join(choices, ", ")));
}

void check_coordinates(const Attribute& attribute) {
  int numbers = 0;
  std::string_view text = attribute.value;
  while (!without_blanks(text).empty()) {
    text = without_blanks(text);
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    numbers += parse_number(word) ? 1 : -100;
  }
  const bool may_be_missing = attribute.value.empty() && std::string_view{attribute.element.name()} != "peer";
  if (numbers != 3 && !may_be_missing) attribute.refuse("it must be three numbers, \"x y z\": two in the plane and a height.");
}

void check_radical(const Attribute& attribute) {
  const auto ranges = parse_radical(attribute.value);
  if (!ranges) return attribute.refuse("it is no list of numbers and ranges such as 0-9,12, each below 2^31.");
  const auto is_empty = [](const RadicalRange& range) { return range.size() == 0; };
  if (std::any_of(ranges->begin(), ranges->end(), is_empty)) attribute.refuse("a range ends before it begins.");
}

/// Whether SimGrid takes an optional attribute without a value for none.
bool may_be_empty(AttributeForm form) {
  return form != AttributeForm::choice && form != AttributeForm::cores && form != AttributeForm::pstate;
}

void check_attribute(const Attribute& attribute, const AttributeRule& rule) {
  switch (rule.form) {
    case AttributeForm::text:
    case AttributeForm::profile:
      return;
    case AttributeForm::name:
      if (attribute.value.empty()) attribute.refuse("it must not be empty.");
      return;
    case AttributeForm::choice:
      return check_choice(attribute, rule.choices);
    case AttributeForm::version:
      return check_version(attribute);
    case AttributeForm::routing:
      return check_routing(attribute);
    case AttributeForm::speed:
      return check_amount(attribute, attribute.value, Dimension::speed);
    case AttributeForm::speeds:
      return check_amounts(attribute, Dimension::speed);
    case AttributeForm::bandwidth:
      return check_amount(attribute, attribute.value, Dimension::bandwidth);
    case AttributeForm::bandwidths:
      return check_bandwidths(attribute);
    case AttributeForm::latency:
      return check_amount(attribute, attribute.value, Dimension::time);
    case AttributeForm::cores:
      return check_cores(attribute);
    case AttributeForm::pstate:
      return check_pstate(attribute);
    case AttributeForm::seconds:
      return check_seconds(attribute);
    case AttributeForm::radical:
      return check_radical(attribute);
    case AttributeForm::coordinates:
      return check_coordinates(attribute);
  }
}

}  // namespace

void check_quantities(PlatformDocument& document) {
  for (const pugi::xml_node& element : document.elements()) {
    const ElementRule* rule = find_element_rule(element.name());
    if (rule == nullptr) continue;
    for (const AttributeRule& attribute : rule->attributes) {
      const pugi::xml_attribute given = element.attribute(attribute.name.data());
      const bool left_empty =
          attribute.necessity == Necessity::optional && given.value()[0] == '\0' && may_be_empty(attribute.form);
      if (given && !left_empty) check_attribute({document, element, attribute.name, given.value()}, attribute);
    }
  }
}

}  // namespace roundwatt
