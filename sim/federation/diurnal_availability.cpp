#include "sim/federation/diurnal_availability.hpp"

#include <boost/random/uniform_01.hpp>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

double DiurnalAvailability::shift_of(ClientId client) const {
  if (rules_.jitter.value() == 0) return 0;
  RandomStream stream{rules_.seed, rules_.purpose + "-shift", client.index()};
  return (2 * boost::random::uniform_01<double>{}(stream)-1) * rules_.jitter.value();
}

DiurnalAvailability::Window DiurnalAvailability::window(ClientId client, std::int64_t day, double shift) const {
  if (rules_.share < 1) {
    RandomStream stream{rules_.seed, rules_.purpose + "-day", client.index(), static_cast<std::uint64_t>(day)};
    if (boost::random::uniform_01<double>{}(stream) >= rules_.share) return {};
  }
  const TimeZone& zone = clocks_.zones[clocks_.zone_of[client.index()]];
  const double from = rules_.hours.from.value() + shift;
  const double start = zone.instant(day, from).epoch_s - clocks_.start.epoch_s;
  return {start, zone.instant(day, from + rules_.hours.length.value()).epoch_s - clocks_.start.epoch_s};
}

Presence DiurnalAvailability::at(ClientId client, double time) const {
  constexpr std::int64_t longest_search = 36525;  // days: nobody waits a century
  const double shift = shift_of(client);
  const TimeZone& zone = clocks_.zones[clocks_.zone_of[client.index()]];
  // Hours that began two days ago, shifted by half a day and nearly a day long, may still last.
  const std::int64_t first = zone.day_at(UtcTime{clocks_.start.epoch_s + time}) - 2;
  for (std::int64_t day = first; day < first + longest_search; ++day) {
    Window hours = window(client, day, shift);
    if (hours.is_empty() || hours.end_s <= time) continue;
    if (hours.start_s > time) return {false, hours.start_s};
    // Hours that touch, over a jump of the clock, are one.
    for (Window next = window(client, ++day, shift); !next.is_empty() && next.start_s <= hours.end_s;) {
      hours.end_s = next.end_s;
      next = window(client, ++day, shift);
    }
    return {true, hours.end_s};
  }
  return {false, Presence::for_ever};
}

}  // namespace roundwatt
