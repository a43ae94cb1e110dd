#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace roundwatt {

/// When a host goes on and off, as its SimGrid state_file says: lines "date value" (0: off), comments with # or %, and
/// "PERIODICITY p" or "LOOPAFTER p".
class StateProfile {
 public:
  explicit StateProfile(std::string_view text);

  /// The first instant strictly after \p time at which the profile switches the host on, or nothing if it never does again.
  std::optional<double> next_on(double time) const;

 private:
  struct Event {
    double date;
    bool on;
  };
  std::vector<Event> events_;
  double period_ = 0;  ///< 0: the events come once
};

}  // namespace roundwatt
