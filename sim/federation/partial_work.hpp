#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// What local work is counted and cut in.
enum class WorkUnit { epoch, step };

/// Part of a client's work, in whole units.
struct WorkPart {
  WorkUnit unit = WorkUnit::epoch;
  std::int64_t count = 1;

  bool operator==(const WorkPart&) const = default;
};

/// How many of \p all units are done within \p budget seconds: the most that fit, but at least 1, for a client that is asked
/// does something (FedProx's smallest straggler does one epoch). \p seconds_for says how long the first n units take; it must
/// not fall with n. \pre all ≥ 1
std::int64_t units_that_fit(std::int64_t all, double budget, const std::function<double(std::int64_t)>& seconds_for);

/// Seconds that a client expects its upload to take, from what it knows: the time without anybody else on the way, times how
/// much longer than that its download took.
double expected_upload(double download, double lone_download, double lone_upload);

/// The stragglers of a cohort, as Li et al. (FedProx, MLSys 2020) simulate them: all but round((1 − share) × size), drawn
/// without replacement. For one stream those of a smaller share are among those of a larger. True for each that is one, in the
/// order of the cohort. \p share in [0, 1].
std::vector<bool> draw_stragglers(std::size_t cohort, double share, RandomStream stream);

/// How many of \p all units a simulated straggler gets through: 1 … all − 1, each equally likely; of a single unit, that one.
std::int64_t draw_straggler_units(std::int64_t all, RandomStream stream);

}  // namespace roundwatt
