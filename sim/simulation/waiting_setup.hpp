#pragma once

#include <functional>
#include <optional>

#include "sim/base/error.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// How long the round that could begin at an instant is to wait, seconds.
using RoundDelay = std::function<double(double now)>;

/// The rule of federation.wait, for the expected work of a round with \p training; empty where no round waits.
RoundDelay round_delay(PreparedRun& run, const LocalTraining& training);

/// What keeps the first round from being looked at up to the end of the slack: a grid or a forecast that ends before.
std::optional<Problem> waiting_problem(PreparedRun& run, const LocalTraining& training);

}  // namespace roundwatt
