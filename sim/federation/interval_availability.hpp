#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/calendar.hpp"
#include "sim/federation/availability.hpp"

namespace roundwatt {

/// A client can take part in [start_s, end_s).
struct AvailableInterval {
  ClientId client;
  double start_s = 0, end_s = 0;
};

/// What was recorded of clients: their intervals, and from 0 to when the record goes.
struct AvailabilityRecord {
  std::size_t clients = 0;
  std::vector<AvailableInterval> intervals;  ///< not empty ones; of each client in order, without overlap
  double length_s = 0;                       ///< no interval ends later
  std::size_t empty_intervals = 0;           ///< were left out
  std::size_t intervals_before_start = 0;    ///< ended before the run begins, and were left out
  std::size_t never_available = 0;           ///< clients without an interval
};

/// Whose availability a file records.
struct AvailabilityOwners {
  std::size_t clients = 0;
  std::vector<std::string> devices;  ///< the name of each client's device; empty where they have none
  UtcTime start;                     ///< of the run, which timestamps are counted from
};

/// Reads a CSV file with the columns client (a whole number, or the name of a device; or a column device), start and end
/// (seconds since the start of the run, or timestamps in UTC or with an offset: what lies before the start is cut off). \p
/// length: of the record, at least the last end; nothing: the last end. \throws UserError with the first problems and their
/// number: rows of a client that overlap or are out of order, an end before its start.
AvailabilityRecord read_availability(const std::filesystem::path& file, const AvailabilityOwners& owners,
                                     std::optional<double> length);

/// Availability as recorded. Answers by binary search.
class IntervalAvailability final : public Availability {
 public:
  /// \pre record.length_s > 0
  IntervalAvailability(const AvailabilityRecord& record, AfterRecord after);

  Presence at(ClientId client, double time) const override;

 private:
  double instant(double change, double lap) const;
  Presence in_lap(ClientId client, double time, double lap) const;
  bool at_end(ClientId client) const;

  double length_;
  AfterRecord after_;
  std::vector<std::size_t> first_;  ///< by client, into changes_; one more than clients
  std::vector<double> changes_;     ///< on, off, on, … of each client; intervals that touch are one
};

}  // namespace roundwatt
