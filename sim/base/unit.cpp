#include "sim/base/unit.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array time_units{Unit{"s", 1},  Unit{"ms", 1e-3}, Unit{"us", 1e-6}, Unit{"ns", 1e-9}, Unit{"min", 60},
                                Unit{"m", 60}, Unit{"h", 3600},  Unit{"d", 86400}, Unit{"w", 604800}};
constexpr std::array data_units{Unit{"B", 1},         Unit{"kB", 1e3},         Unit{"MB", 1e6},
                                Unit{"GB", 1e9},      Unit{"TB", 1e12},        Unit{"KiB", 1024},
                                Unit{"MiB", 1048576}, Unit{"GiB", 1073741824}, Unit{"TiB", 1099511627776.0}};
constexpr std::array work_units{Unit{"f", 1},     Unit{"kf", 1e3},  Unit{"Mf", 1e6}, Unit{"Gf", 1e9},
                                Unit{"Tf", 1e12}, Unit{"Pf", 1e15}, Unit{"Ef", 1e18}};
constexpr std::array bandwidth_units{
    Unit{"Bps", 1},          Unit{"kBps", 1e3},      Unit{"MBps", 1e6},         Unit{"GBps", 1e9},   Unit{"TBps", 1e12},
    Unit{"bps", 0.125},      Unit{"kbps", 125},      Unit{"Mbps", 125e3},       Unit{"Gbps", 125e6}, Unit{"Tbps", 125e9},
    Unit{"KiBps", 1024},     Unit{"MiBps", 1048576}, Unit{"GiBps", 1073741824}, Unit{"Kibps", 128},  Unit{"Mibps", 131072},
    Unit{"Gibps", 134217728}};
constexpr std::array power_units{Unit{"W", 1}, Unit{"mW", 1e-3}, Unit{"kW", 1e3}, Unit{"MW", 1e6}};
constexpr std::array energy_units{Unit{"J", 1},     Unit{"kJ", 1e3},  Unit{"MJ", 1e6},    Unit{"GJ", 1e9},
                                  Unit{"mWh", 3.6}, Unit{"Wh", 3600}, Unit{"kWh", 3.6e6}, Unit{"MWh", 3.6e9}};
constexpr std::array mass_units{Unit{"g", 1}, Unit{"mg", 1e-3}, Unit{"kg", 1e3}, Unit{"t", 1e6}};
constexpr std::array intensity_units{Unit{"g/kWh", 1}, Unit{"kg/MWh", 1}};

std::span<const Unit> units_of(Dimension dimension) {
  switch (dimension) {
    case Dimension::one:
      return {};
    case Dimension::time:
      return time_units;
    case Dimension::data:
      return data_units;
    case Dimension::work:
    case Dimension::speed:
      return work_units;
    case Dimension::bandwidth:
      return bandwidth_units;
    case Dimension::power:
      return power_units;
    case Dimension::energy:
      return energy_units;
    case Dimension::mass:
      return mass_units;
    case Dimension::carbon_intensity:
      return intensity_units;
  }
  return {};
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string join(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

std::string without_full_stop(std::string sentence) {
  if (sentence.ends_with('.')) sentence.pop_back();
  return sentence;
}

/// A value between 1 and 1000 of the largest fitting unit, in four significant digits.
std::string scaled(double value, std::span<const Unit> ascending) {
  const Unit* chosen = &ascending.front();
  for (const Unit& unit : ascending) {
    if (std::abs(value) >= unit.factor) chosen = &unit;
  }
  return fmt::format("{:.4g} {}", value / chosen->factor, chosen->name);
}

}  // namespace

std::string si_unit(Dimension dimension) {
  switch (dimension) {
    case Dimension::one:
      return "";
    case Dimension::time:
      return "s";
    case Dimension::data:
      return "byte";
    case Dimension::work:
      return "flop";
    case Dimension::speed:
      return "flop/s";
    case Dimension::bandwidth:
      return "byte/s";
    case Dimension::power:
      return "W";
    case Dimension::energy:
      return "J";
    case Dimension::mass:
      return "g";
    case Dimension::carbon_intensity:
      return "g/kWh";
  }
  return "";
}

std::vector<std::string> unit_names(Dimension dimension) {
  std::vector<std::string> names;
  for (const Unit& unit : units_of(dimension)) names.emplace_back(unit.name);
  return names;
}

ParsedQuantity parse_quantity(std::string_view text, Dimension dimension) {
  const std::string_view body = trimmed(text);
  double number = 0;
  const auto [end, error] = std::from_chars(body.data(), body.data() + body.size(), number);
  if (error == std::errc::result_out_of_range)
    return {{}, fmt::format("{} is outside the range of a double", body), QuantityFault::number};
  if (error != std::errc{}) return {{}, fmt::format("'{}' is not a number", body), QuantityFault::number};
  if (!std::isfinite(number)) return {{}, fmt::format("'{}' is not a finite number", body), QuantityFault::number};
  if (!comma_advice(body).empty())
    return {{}, fmt::format("'{}' is not a number.{}", body, without_full_stop(comma_advice(body))), QuantityFault::number};
  const std::string_view name = trimmed(body.substr(static_cast<std::size_t>(end - body.data())));
  if (name.empty()) return {number, ""};
  for (const Unit& unit : units_of(dimension)) {
    if (unit.name == name) return {number * unit.factor, ""};
  }
  const std::vector<std::string> known = unit_names(dimension);
  if (known.empty()) return {{}, fmt::format("'{}' has a unit, but this is a plain number", body), QuantityFault::unit};
  return {
      {}, fmt::format("'{}' is no unit here.{} Units: {}", name, did_you_mean(name, known), join(known)), QuantityFault::unit};
}

std::string comma_advice(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  const auto is_digit = [&](std::size_t i) { return i < text.size() && digits.find(text[i]) != std::string_view::npos; };
  const std::size_t comma = text.find(',');
  const bool between_digits = comma != std::string_view::npos && comma > 0 && is_digit(comma - 1) && is_digit(comma + 1);
  if (!between_digits || text.find_first_of(".,", comma + 1) != std::string_view::npos) return "";
  if (text.substr(0, comma).find('.') != std::string_view::npos) return "";
  const std::string_view before = text.substr(0, comma), after = text.substr(comma + 1);
  const std::size_t decimals = std::min(after.find_first_not_of(digits), after.size());
  if (decimals == 3 && before != "0") {
    return fmt::format(" It has a comma: write {0}.{1} if it is a decimal comma, {0}{1} if it parts thousands.", before, after);
  }
  return fmt::format(" It has a decimal comma: write {}.{}.", before, after);
}

std::optional<double> parse_number(std::string_view text) {
  const ParsedQuantity parsed = parse_quantity(text, Dimension::one);
  return parsed.value;
}

std::string number_text(double value) { return fmt::format("{}", value); }

std::string human_energy(double joules) {
  constexpr std::array units{Unit{"mWh", 3.6}, Unit{"Wh", 3600}, Unit{"kWh", 3.6e6}, Unit{"MWh", 3.6e9}, Unit{"GWh", 3.6e12}};
  return scaled(joules, units);
}

std::string human_grams(double grams) {
  constexpr std::array units{Unit{"mg", 1e-3}, Unit{"g", 1}, Unit{"kg", 1e3}, Unit{"t", 1e6}};
  return scaled(grams, units);
}

std::string human_bytes(double bytes) {
  constexpr std::array units{Unit{"B", 1},    Unit{"kB", 1e3},  Unit{"MB", 1e6},
                             Unit{"GB", 1e9}, Unit{"TB", 1e12}, Unit{"PB", 1e15}};
  return scaled(bytes, units);
}

std::string human_duration(double seconds) {
  if (seconds < 60) return fmt::format("{:.4g} s", seconds);
  if (seconds < 3600) return fmt::format("{:.0f} min {:02.0f} s", std::floor(seconds / 60), std::floor(std::fmod(seconds, 60)));
  if (seconds < 2 * 86400) {
    return fmt::format("{:.0f} h {:02.0f} min", std::floor(seconds / 3600), std::floor(std::fmod(seconds, 3600) / 60));
  }
  return fmt::format("{:.0f} d {:.0f} h", std::floor(seconds / 86400), std::floor(std::fmod(seconds, 86400) / 3600));
}

}  // namespace roundwatt
