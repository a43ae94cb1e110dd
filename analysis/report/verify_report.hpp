#pragma once

#include "analysis/report/report.hpp"
#include "sim/trace/verify_trace.hpp"

namespace roundwatt {

/// The verdict on one trace: the first violations, how many there are, and what could not be checked.
ReportSection verify_section(const TraceReader& trace, const TraceVerdict& verdict);

}  // namespace roundwatt
