#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace roundwatt {

/// An instant of calendar time: seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct UtcTime {
  double epoch_s = 0;
  constexpr auto operator<=>(const UtcTime&) const = default;
};

/// Reads ISO 8601 in UTC: "2021-02-16T00:00:00Z", also with a blank for the T, without seconds, without the time of day, with
/// a fraction of a second, with an offset ("+01:00"); without Z or offset it is UTC. Nothing for other text or a date that does
/// not exist.
std::optional<UtcTime> parse_utc(std::string_view text);

/// The calendar year of \p time, from 0 to 9999.
int year_of(UtcTime time);

/// The same day and hour in another \p year; the 28th of February where that year has no 29th.
UtcTime in_year(UtcTime time, int year);

/// The first instant of the month after that of \p time.
UtcTime next_month(UtcTime time);

/// "2021-02-16T00:00:00Z"; a fraction of a second is printed only if there is one; thousands of
/// years from now, the seconds from 1970.
std::string utc_text(UtcTime time);

}  // namespace roundwatt
