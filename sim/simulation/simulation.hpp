#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "sim/actors/evaluator.hpp"
#include "sim/federation/target_watch.hpp"
#include "sim/simulation/prepared_run.hpp"
#include "sim/trace/trace_writer.hpp"

namespace roundwatt {

/// What became of stop.target_accuracy.
struct TargetSummary {
  TargetWatch watch;
  TargetMoment end;  ///< what the whole run came to: a target that was not reached takes more
};

/// What a run came to.
struct RunSummary {
  double end_s = 0;
  std::string end_reason;  ///< the stop that held: rounds, time, target_accuracy, energy, carbon, interrupted
  std::int32_t rounds = 0;
  int signal = 0;                                           ///< that interrupted the run; 0 for none
  std::optional<Evaluated> last_evaluation = std::nullopt;  ///< where accuracy is known
  std::optional<TargetSummary> target = std::nullopt;       ///< with stop.target_accuracy
  double energy_j = 0;                                      ///< at the meter, within carbon.boundary
  std::optional<double> co2e_g = std::nullopt;  ///< of that, on the grid below; nothing where it has no such zone or time
  std::string grid;                             ///< the file of carbon.grid, or "the yearly table"
  Boundary boundary{};
};

/// Called with each round when its row is closed, and with the test accuracy of the last evaluation if there was one.
using RoundObserver = std::function<void(const RoundRow& row, std::optional<double> accuracy)>;

/// Plays \p run from its start to its stop, into \p trace; models are trained on \p threads, which change no bit of it. \throws
/// RunError when it fails; the trace is then incomplete and readable.
RunSummary simulate(PreparedRun& run, TraceWriter& trace, const RoundObserver& observer = {}, std::size_t threads = 1);

/// Asks the run under way to end at the present instant because of \p signal; safe in a signal handler.
void request_interruption(int signal) noexcept;

}  // namespace roundwatt
