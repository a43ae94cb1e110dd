#pragma once

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks /energy/host_totals: per host the buckets tile the run, the times under the labels fill each bucket, and no power is
/// above what the host can draw.
void check_host_totals(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
