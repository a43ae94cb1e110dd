#include "sim/base/time_zone.hpp"

#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 at -O3 does not see that the seconds it reads are always set.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <date/tz.h>
#pragma GCC diagnostic pop
#else
#include <date/tz.h>
#endif

#include <chrono>
#include <cmath>
#include <stdexcept>

namespace roundwatt {

std::optional<TimeZone> TimeZone::named(const std::string& name) {
  try {
    return TimeZone{date::locate_zone(name)};
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

std::int64_t TimeZone::day_at(UtcTime time) const {
  const date::sys_seconds whole{std::chrono::seconds{static_cast<std::int64_t>(std::floor(time.epoch_s))}};
  return date::floor<date::days>(zone_->to_local(whole)).time_since_epoch().count();
}

UtcTime TimeZone::instant(std::int64_t day, double seconds) const {
  const double whole = std::floor(seconds);
  const date::local_seconds reading{std::chrono::seconds{day * 86400 + static_cast<std::int64_t>(whole)}};
  const date::local_info info = zone_->get_info(reading);
  if (info.result == date::local_info::nonexistent) {
    return UtcTime{static_cast<double>(info.first.end.time_since_epoch().count())};
  }
  const auto utc = reading.time_since_epoch() - info.first.offset;
  return UtcTime{static_cast<double>(utc.count()) + (seconds - whole)};
}

}  // namespace roundwatt
