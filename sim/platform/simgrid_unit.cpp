#include "sim/platform/simgrid_unit.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

using Units = std::map<std::string, double, std::less<>>;

struct Prefix {
  std::string_view letter, word;
  double factor;
};

constexpr Prefix decimal_prefixes[]{{"", "", 1},        {"k", "kilo", 1e3},   {"M", "mega", 1e6},
                                    {"G", "giga", 1e9}, {"T", "tera", 1e12},  {"P", "peta", 1e15},
                                    {"E", "exa", 1e18}, {"Z", "zetta", 1e21}, {"Y", "yotta", 1e24}};
constexpr std::string_view binary_prefixes[]{"Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};

Units make_speed_units() {
  Units units;
  for (const Prefix& prefix : decimal_prefixes) {
    units[fmt::format("{}f", prefix.letter)] = prefix.factor;
    units[fmt::format("{}flops", prefix.word)] = prefix.factor;
  }
  return units;
}

Units make_bandwidth_units() {
  Units units;
  for (const Prefix& prefix : decimal_prefixes) {
    if (prefix.factor > 1e18) continue;
    units[fmt::format("{}Bps", prefix.letter)] = prefix.factor;
    units[fmt::format("{}bps", prefix.letter)] = prefix.factor / 8;
  }
  double factor = 1;
  for (const std::string_view prefix : binary_prefixes) {
    factor *= 1024;
    units[fmt::format("{}Bps", prefix)] = factor;
    units[fmt::format("{}bps", prefix)] = factor / 8;
  }
  return units;
}

const Units& units_of(Dimension dimension) {
  static const Units speeds = make_speed_units();
  static const Units bandwidths = make_bandwidth_units();
  static const Units times{{"w", 604800}, {"d", 86400}, {"h", 3600},  {"m", 60},    {"s", 1},
                           {"ms", 1e-3},  {"us", 1e-6}, {"ns", 1e-9}, {"ps", 1e-12}};
  if (dimension == Dimension::speed) return speeds;
  return dimension == Dimension::bandwidth ? bandwidths : times;
}

std::string_view usual_units(Dimension dimension) {
  if (dimension == Dimension::speed) return "f, kf, Mf, Gf, Tf, Pf";
  return dimension == Dimension::bandwidth ? "Bps, kBps, MBps, GBps (bytes), bps, kbps, Mbps, Gbps (bits)"
                                           : "s, ms, us, ns, m, h";
}

std::string unknown_unit(std::string_view unit, Dimension dimension) {
  std::vector<std::string> known;
  for (const auto& [name, factor] : units_of(dimension)) known.push_back(name);
  if (unit.front() == ',') return "numbers have a decimal point, not a comma";
  if (unit.front() == ' ') return "a blank stands before the unit. Take it out";
  return fmt::format("'{}' is no unit of SimGrid's.{} Usual ones: {}", unit, did_you_mean(unit, known), usual_units(dimension));
}

}  // namespace

ParsedQuantity parse_simgrid_quantity(std::string_view text, Dimension dimension) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc::result_out_of_range) return {{}, "it is outside the range of a double"};
  if (error != std::errc{}) return {{}, fmt::format("'{}' does not begin with a number", text)};
  if (!std::isfinite(number)) return {{}, "it is not finite"};
  if (is_too_small_for_simgrid(number)) return {{}, "SimGrid reads no number between 0 and 2.3e-308"};
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  if (unit.empty()) return {number, ""};
  const auto found = units_of(dimension).find(unit);
  if (found == units_of(dimension).end()) return {{}, unknown_unit(unit, dimension)};
  const double value = number * found->second;
  if (!std::isfinite(value)) return {{}, "it is outside the range of a double"};
  return {value, ""};
}

bool lacks_simgrid_unit(std::string_view text) {
  const std::optional<double> number = parse_number(text);
  return number && *number != 0;
}

std::string_view simgrid_si_unit(Dimension dimension) {
  if (dimension == Dimension::speed) return "flop/s (f)";
  return dimension == Dimension::bandwidth ? "byte/s (Bps)" : "seconds (s)";
}

bool is_too_small_for_simgrid(double number) { return number != 0 && std::abs(number) < std::numeric_limits<double>::min(); }

}  // namespace roundwatt
