#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/quantity.hpp"
#include "sim/federation/partial_work.hpp"
#include "sim/federation/staleness_weight.hpp"

namespace roundwatt {

enum class Late { wait, drop, partial, stale };
enum class AfterDeadline { cancel, finish };

/// A deadline that follows from how long clients took to answer in the last rounds.
struct DeadlineHistory {
  double percentile = 0;     ///< of their response times
  std::int64_t rounds = 10;  ///< looked back on

  bool operator==(const DeadlineHistory&) const = default;
};

/// What happens to clients that are slow: docs/methods/stragglers.md.
struct Stragglers {
  std::optional<Seconds> deadline;  ///< with a history: of the rounds that have none yet
  std::optional<DeadlineHistory> history;
  double over_selection = 1;
  Late late = Late::wait;
  AfterDeadline after_deadline = AfterDeadline::cancel;
  std::optional<WorkUnit> cut;  ///< what partial work is cut in; nothing: epochs where there are several
  double share = 0;             ///< of each cohort that are stragglers whatever their device
  StalenessRule staleness;

  bool operator==(const Stragglers&) const = default;
};

}  // namespace roundwatt
