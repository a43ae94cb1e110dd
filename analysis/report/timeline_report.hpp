#pragma once

#include <cstdint>
#include <optional>

#include "analysis/report/report.hpp"
#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// Which part of a run a timeline shows, and how large.
struct TimelineWindow {
  std::optional<double> from_s, to_s;      ///< else the whole run
  std::optional<std::int32_t> round;       ///< instead: from the start of this round to its end
  std::int64_t columns = 80;               ///< at least 10
  std::int64_t hosts = 24;                 ///< most that are drawn, at least 1
  bool with_intervals = true;              ///< make the table of intervals, which only files show
  std::size_t most_intervals = 1'000'000;  ///< kept in memory, some 600 bytes each
};

/// What each host did when: a line a host for people, its intervals in the window for files. A column shows what took most of
/// its time; hosts that are only idle or off are left out, and said to be.
/// \throws UserError when the trace has no intervals of hosts, no such round, or nothing in the window, or more intervals in it
/// than a table may have.
ReportSection timeline_section(const TraceReader& trace, const TimelineWindow& window);

}  // namespace roundwatt
