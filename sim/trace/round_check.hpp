#pragma once

#include <string>
#include <vector>

#include "sim/trace/host_check.hpp"
#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks /participations: times in order, training inside the host's train intervals, nothing while it is off, no more lost
/// than sent. \p histories is empty where the trace has no intervals.
void check_participations(const TraceReader& trace, const std::vector<HostHistory>& histories, ViolationList& violations);

/// Checks that counts and bytes in /rounds are those of its participations, and that times are in order.
void check_rounds(const TraceReader& trace, ViolationList& violations);

/// Whether flows outside participations are not in the trace, as its scenario says (trace.transfers).
bool leaves_out_transfers(const TraceReader& trace);

/// Checks that no link carried more of a round than its flows sent, where all of these are known, and that what was sent went
/// over some link.
void check_carried_bytes(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
