#include "sim/base/calendar.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 at -O3 does not see that the seconds it reads are always set.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <date/date.h>
#pragma GCC diagnostic pop
#else
#include <date/date.h>
#endif
#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <regex>
#include <sstream>

namespace roundwatt {

namespace {

using Microseconds = date::sys_time<std::chrono::microseconds>;

std::optional<Microseconds> parse_as(const std::string& text, const char* format) {
  std::istringstream stream{text};
  stream.imbue(std::locale::classic());
  Microseconds time;
  stream >> date::parse(format, time);
  if (stream.fail() || stream.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return time;
}

}  // namespace

std::optional<UtcTime> parse_utc(std::string_view text) {
  // The library's parser alone takes too much: of "T00:00:020.0:5" it makes a time that is no number.
  static const std::regex form{R"(\d{4}-\d\d-\d\d(([T ])\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?)"};
  const std::string copy{text.substr(0, 40)};
  std::smatch parts;
  if (text.size() > copy.size() || !std::regex_match(copy, parts, form)) return std::nullopt;
  std::string format = "%F";
  if (parts[1].matched) format += parts[2].str() + (parts[3].matched ? "%T" : "%R");
  if (parts[5].matched) format += parts[5] == "Z" ? "Z" : "%Ez";
  const auto time = parse_as(copy, format.c_str());
  if (!time) return std::nullopt;
  return UtcTime{static_cast<double>(time->time_since_epoch().count()) / 1e6};
}

std::string utc_text(UtcTime time) {
  constexpr double year_0 = -62167219200, year_10000 = 253402300800;  // between them a year has four digits
  if (!(time.epoch_s >= year_0 && time.epoch_s < year_10000))
    return fmt::format("{} s from 1970-01-01T00:00:00Z", time.epoch_s);
  const double whole = std::floor(time.epoch_s);
  const long long microseconds = std::llround((time.epoch_s - whole) * 1e6);
  const long long carried = microseconds / 1000000;  // 0.9999999 s is 1 s in microseconds
  const date::sys_seconds seconds{std::chrono::seconds{static_cast<long long>(whole) + carried}};
  std::string text = date::format("%FT%T", seconds);
  if (microseconds % 1000000 != 0) text += fmt::format(".{:06}", microseconds);
  return text + "Z";
}

int year_of(UtcTime time) { return std::stoi(utc_text(time).substr(0, 4)); }

UtcTime in_year(UtcTime time, int year) {
  const date::sys_seconds second{std::chrono::seconds{static_cast<std::int64_t>(std::floor(time.epoch_s))}};
  const auto day = date::floor<date::days>(second);
  const date::year_month_day here{day};
  date::year_month_day there = date::year{year} / here.month() / here.day();
  if (!there.ok()) there = there.year() / there.month() / date::last;
  return {time.epoch_s + std::chrono::duration<double>(date::sys_days{there} - day).count()};
}

UtcTime next_month(UtcTime time) {
  const date::sys_seconds second{std::chrono::seconds{static_cast<std::int64_t>(std::floor(time.epoch_s))}};
  const date::year_month_day here{date::floor<date::days>(second)};
  const date::sys_days first{(here.year() / here.month() + date::months{1}) / date::day{1}};
  return {std::chrono::duration<double>(first.time_since_epoch()).count()};
}

}  // namespace roundwatt
