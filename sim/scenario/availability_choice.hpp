#pragma once

#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/federation/availability.hpp"
#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

enum class AvailabilityKind { always, intervals, renewal, diurnal };

/// A reading of a clock: seconds after midnight, whole minutes, in [0, 86400).
struct TimeOfDay {
  double seconds = 0;

  bool operator==(const TimeOfDay&) const = default;
};

/// When clients can take part: docs/methods/availability.md.
struct AvailabilityChoice {
  AvailabilityKind kind = AvailabilityKind::always;
  FileReference file;             ///< CSV: client,start,end
  std::optional<Seconds> length;  ///< of the record; nothing: until its last end
  std::optional<AfterRecord> afterwards;
  Seconds mean_on, mean_off;
  double shape_on = 1, shape_off = 1;  ///< of Weibull distributions; 1: exponential
  std::optional<TimeOfDay> from, to;   ///< on the clock of a client's site
  double share = 1;                    ///< of its days on which a client is there
  Seconds jitter;                      ///< largest shift of a client's hours

  bool operator==(const AvailabilityChoice&) const = default;
};

}  // namespace roundwatt
