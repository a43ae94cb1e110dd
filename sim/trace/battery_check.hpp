#pragma once

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks /battery_packs and /batteries: per battery the intervals tile the run, the level goes on where it was, stays within
/// [0, capacity] and changes by what was charged and drawn; what was drawn is what /energy says of the host.
void check_batteries(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
