#pragma once

#include "sim/trace/trace_reader.hpp"
#include "sim/trace/violation_list.hpp"

namespace roundwatt {

/// Checks /evaluations and /learning_metrics: times in order, accuracies in [0, 1], and what the figures of one evaluation must
/// keep among themselves.
void check_evaluations(const TraceReader& trace, ViolationList& violations);

}  // namespace roundwatt
