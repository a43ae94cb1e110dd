#include "analysis/report/column_scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

constexpr int most_decimals = 4;

struct ScaleUnit {
  std::string name;
  double factor;  ///< in SI
};

/// Ascending.
std::vector<ScaleUnit> units_of(Measure measure) {
  switch (measure) {
    case Measure::seconds:
      return {{"s", 1}, {"min", 60}, {"h", 3600}, {"d", 86400}};
    case Measure::joules:
      return {{"mWh", 1e-6 * joules_per_kwh},
              {"Wh", 1e-3 * joules_per_kwh},
              {"kWh", joules_per_kwh},
              {"MWh", 1e3 * joules_per_kwh}};
    case Measure::grams:
      return {{"mg", 1e-3}, {"g", 1}, {"kg", 1e3}, {"t", 1e6}};
    case Measure::bytes:
      return {{"B", 1}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"PB", 1e15}};
    case Measure::g_per_kwh:
      return {{"g/kWh", 1}};
    case Measure::watts:
      return {{"mW", 1e-3}, {"W", 1}, {"kW", 1e3}};
    case Measure::share:
      return {{"%", 0.01}};
    case Measure::text:
    case Measure::count:
    case Measure::factor:
      return {{"", 1}};
  }
  throw RunError{"a measure has no units"};
}

/// The largest and smallest magnitudes of finite numbers that are not zero.
struct Extremes {
  double largest = 0;
  double smallest = std::numeric_limits<double>::infinity();
};

Extremes extremes(const std::vector<ReportValue>& values) {
  Extremes result;
  for (const ReportValue& value : values) {
    const double* number = std::get_if<double>(&value);
    if (number == nullptr || !std::isfinite(*number) || *number == 0) continue;
    result.largest = std::max(result.largest, std::abs(*number));
    result.smallest = std::min(result.smallest, std::abs(*number));
  }
  return result;
}

/// Decimals that give \p value \p digits significant digits.
int decimals_for(double value, int digits) {
  if (value == 0) return 0;
  return std::clamp(digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, most_decimals);
}

}  // namespace

ColumnScale::ColumnScale(Measure measure, const std::vector<ReportValue>& values, const std::vector<ReportValue>& compared) {
  const std::vector<ScaleUnit> units = units_of(measure);
  const ScaleUnit* chosen = &units.front();
  for (const ScaleUnit& unit : units) {
    if (extremes(compared).largest >= unit.factor) chosen = &unit;
  }
  unit_ = chosen->name;
  factor_ = chosen->factor;
  const Extremes own = extremes(values);
  if (own.largest > 0) decimals_ = std::max(decimals_for(own.largest / factor_, 4), decimals_for(own.smallest / factor_, 2));
}

std::string ColumnScale::text(const ReportValue& value, const std::string& absent) const {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *whole);
  if (const auto* seed = std::get_if<std::uint64_t>(&value)) return fmt::format("{}", *seed);
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "yes" : "no";
  return absent;
}

std::string ColumnScale::number_text(double value) const {
  if (std::isnan(value)) return "-";
  const double scaled = value / factor_;
  const double smallest_shown = std::pow(10, -decimals_);
  if (scaled > 0 && scaled < smallest_shown / 2) return fmt::format("<{:.{}f}", smallest_shown, decimals_);
  return fmt::format("{:.{}f}", scaled, decimals_);
}

std::string value_text(Measure measure, const ReportValue& value) {
  const double* seconds = std::get_if<double>(&value);
  if (measure == Measure::seconds && seconds != nullptr) return human_duration(*seconds);
  const ColumnScale scale{measure, {value}, {value}};
  const std::string text = scale.text(value);
  return scale.unit().empty() || text == "-" ? text : text + " " + scale.unit();
}

}  // namespace roundwatt
