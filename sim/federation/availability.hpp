#pragma once

#include <limits>

#include "sim/base/id.hpp"

namespace roundwatt {

/// Whether a client can take part at an instant, and how long that stays so.
struct Presence {
  static constexpr double for_ever = std::numeric_limits<double>::infinity();

  bool available = true;
  double until = for_ever;  ///< s; the next change, strictly later than the instant that was asked for

  bool operator==(const Presence&) const = default;
};

/// What holds once a record of clients is over.
enum class AfterRecord {
  wrap,  ///< it begins anew
  hold,  ///< what held at its end
  off    ///< nobody can take part
};

/// When clients can take part: docs/methods/availability.md.
class Availability {
 public:
  virtual ~Availability() = default;

  /// The one question. The answer depends on its arguments alone, not on what was asked before; \p time ≥ 0, in seconds since
  /// the start of the run. Not to be asked by two threads at once.
  virtual Presence at(ClientId client, double time) const = 0;
};

}  // namespace roundwatt
