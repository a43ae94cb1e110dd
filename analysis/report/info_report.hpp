#pragma once

#include "analysis/report/report.hpp"
#include "sim/trace/trace_reader.hpp"

namespace roundwatt {

/// What a trace is and holds.
ReportSection info_section(const TraceReader& trace);

}  // namespace roundwatt
