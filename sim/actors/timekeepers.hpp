#pragma once

#include "sim/actors/recorder.hpp"
#include "sim/actors/run_control.hpp"
#include "sim/actors/transport.hpp"
#include "sim/energy/budget_meter.hpp"

namespace roundwatt {

/// The body of an actor that closes the trace's buckets at UTC multiples of \p bucket; \p start_epoch_s is the calendar time of
/// t = 0 in seconds since 1970.
void keep_buckets(double start_epoch_s, Seconds bucket, Transport& transport, Recorder& recorder);

/// The body of an actor that ends the run at \p instant.
void keep_deadline(Seconds instant, RunControl& control);

/// The body of an actor that ends the run as \p reason at the instant at which \p budget has spent \p limit. It looks again as
/// soon as the limit could be reached with everything at full power, so it is never late, and stops within a relative 1e-9.
void keep_budget(double limit, const char* reason, BudgetMeter& budget, Transport& transport, RunControl& control);

}  // namespace roundwatt
