#include "sim/platform/simgrid_settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/platform/simgrid_api.hpp"
#include "sim/platform/simgrid_unit.hpp"

namespace roundwatt {

namespace {

enum class Kind { word, number, whole_number, yes_or_no };

struct Setting {
  std::string_view key;
  Kind kind;
  std::vector<std::string_view> words = {};  ///< of a word
  double least = 0;                          ///< of a number
  bool may_be_least = true;
  double most = std::numeric_limits<double>::max();
};

const std::vector<Setting>& settings() {
  std::vector<std::string_view> host_models{"default"};
  if (has_compound_host_model) host_models.emplace_back("compound");
  static const std::vector<Setting> all{
      {"contexts/factory", Kind::word, {"thread", "ucontext", "raw", "boost"}},
      // SimGrid counts both in bytes with 32 bits, and maps that much for each actor.
      {"contexts/guard-size", Kind::whole_number, {}, 0, true, 1024},
      {"contexts/stack-size", Kind::whole_number, {}, 64, true, 1 << 20},  // less overflows into what stands beside it
      {"cpu/model", Kind::word, {"Cas01"}},
      {"cpu/optim", Kind::word, {"Lazy", "Full"}},
      {"host/model", Kind::word, host_models},
      // Far above these SimGrid's sums lose their digits, and runs do not end.
      {"network/TCP-gamma", Kind::number, {}, 0, true, 1e18},
      {"network/bandwidth-factor", Kind::number, {}, 0, false, 1},  // more is faster than the link that airtime is counted of
      {"network/crosstraffic", Kind::yes_or_no},
      {"network/latency-factor", Kind::number, {}, 0, true, 1e4},
      {"network/model", Kind::word, {"LV08", "CM02"}},
      {"network/optim", Kind::word, {"Full", "Lazy"}},
      {"network/weight-S", Kind::number, {}, 0, true, 1e9},
  };
  return all;
}

const Setting* find(std::string_view key) {
  const auto found = std::find_if(settings().begin(), settings().end(), [&](const Setting& one) { return one.key == key; });
  return found == settings().end() ? nullptr : &*found;
}

/// Why a value of a known key is not used, where there is more to say than what is right.
std::string_view reason(std::string_view key, std::string_view value) {
  if (key == "cpu/optim" && value == "TI") return " SimGrid crashes over TI as soon as a speed is asked for.";
  if (key == "host/model" && value == "compound") return " This SimGrid has no other; its default is what compound was.";
  if (key == "network/model" || key == "host/model" || key == "cpu/model") {
    return " The meters do not account for other models.";
  }
  return "";
}

std::string of_words(const Setting& setting, std::string_view value) {
  if (std::find(setting.words.begin(), setting.words.end(), value) != setting.words.end()) return "";
  return fmt::format("{} = {}, but it must be {}.{}", setting.key, value, fmt::join(setting.words, " or "),
                     reason(setting.key, value));
}

/// A number as SimGrid reads it: nothing around it, and a whole one in digits alone.
std::optional<double> number_of(const Setting& setting, std::string_view value) {
  const bool in_digits = value.find_first_not_of("0123456789") == std::string_view::npos;
  if (setting.kind == Kind::whole_number && !in_digits) return std::nullopt;
  if (value.find_first_of(" \t\r\n") != std::string_view::npos) return std::nullopt;
  const std::optional<double> number = parse_number(value);
  return number && is_too_small_for_simgrid(*number) ? std::nullopt : number;
}

std::string bounds_of(const Setting& setting) {
  const std::string least = fmt::format("{} {}", setting.may_be_least ? "≥" : ">", setting.least);
  return setting.most == std::numeric_limits<double>::max() ? least : fmt::format("{} and ≤ {}", least, setting.most);
}

std::string_view unit_of(std::string_view key) {
  if (key == "contexts/stack-size") return " (KiB)";
  return key == "contexts/guard-size" ? " (pages)" : "";
}

std::string of_number(const Setting& setting, std::string_view value) {
  const std::optional<double> number = number_of(setting, value);
  const bool is_right =
      number && *number <= setting.most && (*number > setting.least || (setting.may_be_least && *number == setting.least));
  if (is_right) return "";
  return fmt::format("{} = {}, but it must be a {} {}{}.", setting.key, value,
                     setting.kind == Kind::whole_number ? "whole number in digits," : "number", bounds_of(setting),
                     unit_of(setting.key));
}

std::string of_yes_or_no(const Setting& setting, std::string_view value) {
  constexpr std::array<std::string_view, 8> right{"yes", "no", "on", "off", "true", "false", "1", "0"};
  if (std::find(right.begin(), right.end(), value) != right.end()) return "";
  return fmt::format("{} = {}, but it must be yes or no.", setting.key, value);
}

std::string of_unknown(std::string_view key) {
  std::vector<std::string> known;
  for (const Setting& setting : settings()) known.emplace_back(setting.key);
  return fmt::format("{} is not among the settings of SimGrid that the meters are known to be right with.{} They are {}.", key,
                     did_you_mean(key, known), fmt::join(known, ", "));
}

}  // namespace

bool lists_its_values(std::string_view key) {
  const Setting* setting = find(key);
  // Of contexts/factory SimGrid only says that a valid one is wanted.
  return setting != nullptr && setting->kind == Kind::word && key != "contexts/factory";
}

std::string objection_to_setting(std::string_view key, std::string_view value) {
  const Setting* setting = find(key);
  if (setting == nullptr) return of_unknown(key);
  switch (setting->kind) {
    case Kind::word:
      return of_words(*setting, value);
    case Kind::yes_or_no:
      return of_yes_or_no(*setting, value);
    case Kind::number:
    case Kind::whole_number:
      return of_number(*setting, value);
  }
  return "";
}

}  // namespace roundwatt
