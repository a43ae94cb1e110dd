#pragma once

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks /energy/links: airtime fits into busy time, busy time into the interval and the run, energy is power times airtime,
/// each row lies within one UTC bucket. Row numbers of other tables must have been checked.
void check_links(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
