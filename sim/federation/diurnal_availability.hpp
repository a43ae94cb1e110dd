#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/base/time_zone.hpp"
#include "sim/federation/availability.hpp"

namespace roundwatt {

/// A part of each local day: from \p from after midnight for less than a day, over midnight where it is longer than the day.
struct DailyHours {
  Seconds from;    ///< in [0, 86400) s
  Seconds length;  ///< in (0, 86400) s by the local clock
};

/// The clocks of the places where clients live.
struct LocalClocks {
  UtcTime start;  ///< of the run
  std::vector<TimeZone> zones;
  std::vector<std::size_t> zone_of;  ///< by client
};

struct DiurnalRules {
  DailyHours hours;
  double share = 1;  ///< of the days on which a client is there at all, in (0, 1]
  Seconds jitter;    ///< largest shift of a client's hours, either way
  std::uint64_t seed = 0;
  std::string purpose = "availability";  ///< of the hours: those of another have draws of their own
};

/// Clients are there at certain hours of their local day. Each shifts them by a time of its own, uniform within the jitter, and
/// is there on a day with probability share, by draws for each client and day.
class DiurnalAvailability final : public Availability {
 public:
  DiurnalAvailability(LocalClocks clocks, DiurnalRules rules) : clocks_{std::move(clocks)}, rules_{std::move(rules)} {}

  Presence at(ClientId client, double time) const override;

 private:
  struct Window {
    double start_s = 0, end_s = 0;  ///< since the start of the run; empty where the client stays away
    bool is_empty() const { return end_s <= start_s; }
  };

  double shift_of(ClientId client) const;
  Window window(ClientId client, std::int64_t day, double shift) const;

  LocalClocks clocks_;
  DiurnalRules rules_;
};

}  // namespace roundwatt
