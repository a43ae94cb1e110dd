#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/study/run_progress.hpp"

namespace roundwatt {

/// The first evaluation at or above \p accuracy; nothing: the run did not reach it.
std::optional<Milestone> first_crossing(const RunProgress& run, double accuracy);

/// The first evaluation from which on the accuracy stayed at or above \p accuracy: to the end of the run or, with \p in_a_row,
/// for at least so many evaluations, itself included. Nothing: it never did.
std::optional<Milestone> sustained_crossing(const RunProgress& run, double accuracy, std::optional<std::size_t> in_a_row);

/// The best of the evaluations by which no more than \p grams had been emitted; of equal ones the first. Nothing: the budget
/// did not reach to one.
std::optional<Milestone> best_within(const RunProgress& run, double grams);

/// An evaluation at which a run could have been stopped.
struct StoppingPoint {
  std::size_t run = 0;  ///< its place in the list of runs
  Milestone at;
};

/// The evaluations of \p runs than which no other one is at least as good in accuracy, grams and time, and better in one of
/// them; of equal ones the first. By grams.
std::vector<StoppingPoint> pareto_front(const std::vector<RunProgress>& runs);

}  // namespace roundwatt
