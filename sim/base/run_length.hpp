#pragma once

namespace roundwatt {

/// s, 31 years: a run that gets here fails. No one studies a generation, and its hourly buckets alone would take for ever.
constexpr double longest_run_s = 1e9;
/// s: no instant of a trace is later, the bucket that a run fails in included. A later one is damage.
constexpr double latest_instant_s = 2 * longest_run_s;

}  // namespace roundwatt
