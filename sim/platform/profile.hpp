#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace roundwatt {

/// Values that something takes at dates, as a profile of SimGrid says them: lines "date value", comments with # or %, and
/// "PERIODICITY p" or "LOOPAFTER p". A first value below 0 changes nothing.
class Profile {
 public:
  struct Event {
    double date_s = 0;
    double value = 0;  ///< on or off (above 0 or not), byte/s, s
  };

  explicit Profile(std::string_view text);
  /// \p events in the order of time, once.
  explicit Profile(std::vector<Event> events) : events_{std::move(events)} {}

  /// Event \p number in the order of time, from 0, as often as the profile repeats; nothing after the last.
  std::optional<Event> event(std::size_t number) const;
  /// The first instant strictly after \p time at which a value above 0 is set, or nothing if none ever is again.
  std::optional<double> next_on(double time) const;
  /// The highest value of all; nothing without events.
  std::optional<double> highest() const;

 private:
  std::vector<Event> events_;  ///< of one lap
  double period_ = 0;          ///< 0: the events come once
};

}  // namespace roundwatt
