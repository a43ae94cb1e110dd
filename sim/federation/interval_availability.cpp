#include "sim/federation/interval_availability.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

IntervalAvailability::IntervalAvailability(const AvailabilityRecord& record, AfterRecord after)
    : length_{record.length_s}, after_{after} {
  std::vector<std::vector<double>> changes(record.clients);
  for (const AvailableInterval& interval : record.intervals) {
    std::vector<double>& own = changes[interval.client.index()];
    if (!own.empty() && own.back() == interval.start_s) {
      own.back() = interval.end_s;
    } else {
      own.insert(own.end(), {interval.start_s, interval.end_s});
    }
  }
  for (const std::vector<double>& own : changes) {
    first_.push_back(changes_.size());
    changes_.insert(changes_.end(), own.begin(), own.end());
  }
  first_.push_back(changes_.size());
}

bool IntervalAvailability::at_end(ClientId client) const {
  const std::size_t end = first_[client.index() + 1];
  return first_[client.index()] < end && changes_[end - 1] == length_;
}

/// An instant of change is always computed alike, so that what is answered as the next change is one when it is asked for. No
/// lap goes beyond the beginning of the next one.
double IntervalAvailability::instant(double change, double lap) const {
  return std::min(lap * length_ + change, (lap + 1) * length_);
}

Presence IntervalAvailability::in_lap(ClientId client, double time, double lap) const {
  const auto begin = changes_.begin() + static_cast<std::ptrdiff_t>(first_[client.index()]);
  const auto end = changes_.begin() + static_cast<std::ptrdiff_t>(first_[client.index() + 1]);
  const auto next =
      std::upper_bound(begin, end, time, [&](double asked, double change) { return asked < instant(change, lap); });
  const bool available = (next - begin) % 2 == 1;
  if (next != end) return {available, instant(*next, lap)};
  return {available, Presence::for_ever};
}

Presence IntervalAvailability::at(ClientId client, double time) const {
  const std::size_t changes = first_[client.index() + 1] - first_[client.index()];
  if (changes == 0) return {false, Presence::for_ever};
  const bool on_at_end = at_end(client);
  if (after_ != AfterRecord::wrap) {
    const bool holds_on = after_ == AfterRecord::hold && on_at_end;
    Presence presence = in_lap(client, time, 0);
    if (holds_on && presence.available && presence.until == length_) presence.until = Presence::for_ever;
    if (holds_on && time >= length_) presence.available = true;
    return presence;
  }
  const bool on_at_start = changes_[first_[client.index()]] == 0;
  if (changes == 2 && on_at_start && on_at_end) return {true, Presence::for_ever};
  double lap = std::floor(time / length_);
  while (lap * length_ > time) --lap;
  while ((lap + 1) * length_ <= time) ++lap;
  Presence presence = in_lap(client, time, lap);
  const double seam = (lap + 1) * length_;
  // What holds up to the seam between two laps may hold beyond it.
  if (presence.until >= seam && presence.available == on_at_start)
    presence = {presence.available, in_lap(client, seam, lap + 1).until};
  if (presence.until == Presence::for_ever) presence.until = seam;
  return presence;
}

}  // namespace roundwatt
