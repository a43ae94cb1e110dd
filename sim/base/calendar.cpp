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

#include <array>
#include <chrono>
#include <cmath>
#include <sstream>

namespace fedjoule {

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
  constexpr std::array formats{"%FT%TZ", "%FT%T%Ez", "%FT%T", "%F %T%Ez", "%F %T",    "%F %TZ",
                               "%FT%RZ", "%FT%R%Ez", "%FT%R", "%F %R",    "%F %R%Ez", "%F"};
  const std::string copy{text};
  for (const char* format : formats) {
    if (const auto time = parse_as(copy, format)) {
      return UtcTime{static_cast<double>(time->time_since_epoch().count()) / 1e6};
    }
  }
  return std::nullopt;
}

std::string utc_text(UtcTime time) {
  constexpr double reach_s = 2.5e11;  // up to year 9891; beyond it a date has no four-digit year, and soon none at all
  if (!(std::abs(time.epoch_s) < reach_s)) return fmt::format("{} s from 1970-01-01T00:00:00Z", time.epoch_s);
  const double whole = std::floor(time.epoch_s);
  const long long microseconds = std::llround((time.epoch_s - whole) * 1e6);
  const long long carried = microseconds / 1000000;  // 0.9999999 s is 1 s in microseconds
  const date::sys_seconds seconds{std::chrono::seconds{static_cast<long long>(whole) + carried}};
  std::string text = date::format("%FT%T", seconds);
  if (microseconds % 1000000 != 0) text += fmt::format(".{:06}", microseconds);
  return text + "Z";
}

}  // namespace fedjoule
