#include <fmt/format.h>

#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "sim/base/text_file.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/platform_check_grammar.hpp"
#include "sim/platform/platform_check_steps.hpp"
#include "sim/platform/profile_lines.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

/// A sentence of advice as the end of another.
std::string as_ending(const std::string& advice) {
  return advice.empty() ? "" : fmt::format(".{}", advice.substr(0, advice.size() - 1));
}

/// What the values of a profile are.
enum class ProfileValue { share_of_speed, bandwidth, latency, on_or_off };

constexpr double shortest_lap = 1;  // second: a run may last 1e9 of them
constexpr double largest_share = 1000;
/// A day [s]. SimGrid adds and subtracts what a latency rises and falls by: of one that is far longer the next loses its
/// digits.
constexpr double longest_latency = 86400;

std::string complaint_about_number(const std::string& word, double number) {
  if (number < 0) return fmt::format("{} is below 0", word);
  if (is_too_small_for_simgrid(number)) return fmt::format("{}: SimGrid reads no number between 0 and 2.3e-308", word);
  return {};
}

std::string complaint_about_value(const std::string& word, double value, ProfileValue kind) {
  if (const std::string complaint = complaint_about_number(word, value); !complaint.empty()) return "the value " + complaint;
  if (kind == ProfileValue::latency && value > longest_latency) {
    return fmt::format("the value {} is above {}. It is a latency in seconds: 0.01 is 10 ms", word, longest_latency);
  }
  if (kind == ProfileValue::bandwidth && value > 0 && value < slowest_link_byte_s) {
    return fmt::format("the value {} is between 0 and {}. It is a bandwidth in byte/s, and at 0 nothing passes", word,
                       slowest_link_byte_s);
  }
  if (kind != ProfileValue::share_of_speed) return {};
  if (value == 0) {
    return "the value 0 halts a host that stays on, and SimGrid fails over work that begins then. Say that it is off, by a "
           "state_file, or give it a small share of its speed, such as 1e-6";
  }
  if (value > largest_share) {
    return fmt::format("the value {} is above {}. It is a share of the host's speed: 0.5 is half of it", word, largest_share);
  }
  return {};
}

/// How a profile repeats: after a period, or some time after its last event [s]; 0 where it does not.
struct Repetition {
  double period = 0, loop_after = 0;
};

/// What is wrong with how a profile repeats whose last event is at \p last.
std::string complaint_about_repetition(const Repetition& repetition, double last) {
  const auto& [period, loop_after] = repetition;
  if (period > 0 && loop_after > 0) return "it has both PERIODICITY and LOOPAFTER, and SimGrid takes one. Remove the other";
  if (period > 0 && last > period) return fmt::format("its last date, {}, comes after its period, {} s", last, period);
  const double lap = period > 0 ? period : last + loop_after;
  if ((period > 0 || loop_after > 0) && lap < shortest_lap) {
    return fmt::format("it repeats every {} s, and a run would not get through its events. Repeat it after at least {} s", lap,
                       shortest_lap);
  }
  return {};
}

/// What is wrong with the text of a profile, with the line in it; empty when nothing is. \p period is the repetition that
/// stands outside of it, s; 0 or less: none.
std::string complaint_about(const std::string& text, double period, ProfileValue kind) {
  if (text.find('\0') != std::string::npos) return "it holds bytes that are no text. A profile has lines of a date and a value";
  Repetition repetition{period, 0};
  double last = 0;
  int number = 0;
  bool is_first = true, skips_first = false;
  for (const std::string& line : profile_lines(text)) {
    ++number;
    std::istringstream words{line};
    std::string first, second, third;
    words >> first >> second >> third;
    if (first.empty() || first.front() == '#' || first.front() == '%') continue;
    const auto date = parse_number(first);
    const auto value = parse_number(second);
    if (first == "PERIODICITY" || first == "LOOPAFTER") {
      if (!value || *value <= 0 || !third.empty()) {
        return fmt::format("line {}: {} must be a number of seconds above 0. Leave it out of a profile that comes once", number,
                           first);
      }
      (first == "PERIODICITY" ? repetition.period : repetition.loop_after) = *value;
      continue;
    }
    if (!date || !value || !third.empty()) {
      return fmt::format("line {}, '{}', is no pair of a date in seconds and a value, such as 15.1 0.5{}", number,
                         line.substr(0, 40),
                         as_ending(comma_advice(first).empty() ? comma_advice(second) : comma_advice(first)));
    }
    const bool skipped = std::exchange(is_first, false) && *value < 0 && kind == ProfileValue::on_or_off;
    skips_first = skips_first || skipped;
    const std::string complaint = skipped ? "" : complaint_about_value(second, *value, kind);
    if (!complaint.empty()) return fmt::format("line {}: {}", number, complaint);
    if (const std::string of_date = complaint_about_number(first, *date); !of_date.empty()) {
      return fmt::format("line {}: date {}", number, of_date);
    }
    if (*date < last) return fmt::format("line {}: date {} comes after {}. Sort them", number, *date, last);
    last = *date;
  }
  if (skips_first && (repetition.period > 0 || repetition.loop_after > 0)) {
    return "its first value is below 0, which SimGrid skips in a profile that does not repeat, and dies of in one that does. "
           "Say 1 for on and 0 for off";
  }
  return complaint_about_repetition(repetition, last);
}

double period_of(const pugi::xml_node& trace) { return parse_number(text_of(trace, "periodicity")).value_or(0); }

using Kinds = std::map<std::string_view, ProfileValue>;

/// What the `<trace>` elements that are connected to something have values of.
Kinds kinds_of_traces(const PlatformDocument& document) {
  static const std::map<std::string_view, ProfileValue> by_kind{
      {"SPEED", ProfileValue::share_of_speed}, {"BANDWIDTH", ProfileValue::bandwidth}, {"LATENCY", ProfileValue::latency}};
  Kinds kinds;
  for (const pugi::xml_node& element : document.elements()) {
    const auto kind = by_kind.find(text_of(element, "kind"));
    const bool connects = std::string_view{element.name()} == "trace_connect" && kind != by_kind.end();
    if (connects) kinds[text_of(element, "trace")] = kind->second;
  }
  return kinds;
}

/// What the profile of an attribute, or in a `<trace>`, has values of.
ProfileValue kind_of(const Kinds& of_traces, const pugi::xml_node& element, std::string_view attribute) {
  if (attribute == "speed_file") return ProfileValue::share_of_speed;
  if (attribute == "latency_file") return ProfileValue::latency;
  if (attribute == "bandwidth_file") return ProfileValue::bandwidth;
  const auto kind = of_traces.find(text_of(element, "id"));
  const bool is_trace = std::string_view{element.name()} == "trace" && kind != of_traces.end();
  return is_trace ? kind->second : ProfileValue::on_or_off;
}

void check_file(PlatformDocument& document, const pugi::xml_node& element, std::string_view attribute, ProfileValue kind) {
  constexpr std::uintmax_t largest_profile = 1U << 30U;
  const std::string_view name = text_of(element, attribute.data());
  const std::filesystem::path path = document.folder() / name;
  const std::string subject = fmt::format("{}: {} = '{}'", title(element), attribute, name);
  std::error_code failed;
  if (name.starts_with('/')) {
    document.error(element,
                   fmt::format("{}: SimGrid opens no absolute path. Say it from the folder of the platform file.", subject));
    return;
  }
  if (std::filesystem::exists(path, failed) && !std::filesystem::is_regular_file(path, failed)) {
    document.error(element, fmt::format("{}: it is no regular file, and SimGrid reads it again. Save it as one.", subject));
    return;
  }
  if (!std::filesystem::is_regular_file(path, failed)) {
    document.error(element, fmt::format("{}: no such file. Paths start at the folder of the platform file.", subject));
    return;
  }
  if (std::filesystem::file_size(path, failed) > largest_profile) {
    document.error(element, fmt::format("{}: has more than 1 GiB.", subject));
    return;
  }
  if (const std::string complaint = complaint_about(read_text_file(path, largest_profile), 0, kind); !complaint.empty()) {
    document.error(element, fmt::format("{}: {}.", subject, complaint));
  }
}

void check_inline(PlatformDocument& document, const pugi::xml_node& trace, ProfileValue kind) {
  const std::string text = trace.text().get();
  if (text.empty()) document.error(trace, fmt::format("{}: it has neither a file nor a content.", title(trace)));
  if (const std::string complaint = complaint_about(text, period_of(trace), kind); !complaint.empty()) {
    document.error(trace, fmt::format("{}: {}.", title(trace), complaint));
  }
}

}  // namespace

void check_profiles(PlatformDocument& document) {
  std::map<std::string, std::string, std::less<>> users;
  const Kinds of_traces = kinds_of_traces(document);
  for (const pugi::xml_node& element : document.elements()) {
    const ElementRule* rule = find_element_rule(element.name());
    if (rule == nullptr) continue;
    for (const AttributeRule& attribute : rule->attributes) {
      if (attribute.form != AttributeForm::profile || text_of(element, attribute.name.data()).empty()) continue;
      if (is_wifi_link(element)) {
        document.error(element, fmt::format("{}: {} = '{}': SimGrid changes no WIFI link. Put the profile on the line behind "
                                            "it, or on the stations.",
                                            title(element), attribute.name, text_of(element, attribute.name.data())));
        continue;
      }
      check_file(document, element, attribute.name, kind_of(of_traces, element, attribute.name));
      if (std::string_view{element.name()} == "link") continue;  // theirs SimGrid does not read
      const std::string name{text_of(element, attribute.name.data())};
      const auto [known, is_new] = users.emplace(name, title(element));
      if (is_new) continue;
      document.error(element,
                     fmt::format("{}: {} = '{}': {} has this profile already, and SimGrid reads a file once. Give each a "
                                 "copy, or hosts a <trace> and a <trace_connect> each.",
                                 title(element), attribute.name, name, known->second));
    }
    const bool is_inline = std::string_view{element.name()} == "trace" && text_of(element, "file").empty();
    if (is_inline) check_inline(document, element, kind_of(of_traces, element, ""));
  }
}

}  // namespace roundwatt
