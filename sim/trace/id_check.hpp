#pragma once

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks that every row number of another table exists there.
void check_ids(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
