#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/calendar.hpp"

namespace date {
class time_zone;
}

namespace roundwatt {

/// A place's clock, as the system's time-zone data (IANA) has it.
class TimeZone {
 public:
  /// Nothing where the system knows no zone \p name.
  static std::optional<TimeZone> named(const std::string& name);

  /// The day that the local calendar shows at \p time, counted from 1970-01-01.
  std::int64_t day_at(UtcTime time) const;
  /// When the local clock first reads \p seconds after midnight of \p day; \p seconds may be negative or beyond a day. A time
  /// that a jump of the clock leaves out is the instant of the jump; of one that comes twice it is the first.
  UtcTime instant(std::int64_t day, double seconds) const;

 private:
  explicit TimeZone(const date::time_zone* zone) : zone_{zone} {}

  const date::time_zone* zone_;
};

}  // namespace roundwatt
