#pragma once

#include <string>
#include <vector>

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// What a check of a trace against its invariants found.
struct TraceVerdict {
  ViolationList violations;
  std::vector<std::string> not_checked;  ///< rules for which the trace lacks the tables, in words

  bool holds() const { return violations.count() == 0; }
};

/// Checks every invariant of docs/formats/trace.md for which the trace has the tables. Memory grows with the hosts and the
/// participations, not with the intervals. \throws UserError when the file cannot be read.
TraceVerdict verify_trace(const TraceReader& trace);

}  // namespace roundwatt
