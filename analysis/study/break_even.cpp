#include "analysis/study/break_even.hpp"

#include <cmath>

namespace roundwatt {

namespace {

constexpr double most_rounds = 1e15;  ///< beyond that a number of rounds says nothing

}  // namespace

RoundLimit rounds_within(const RunSummary& run, double grams) {
  RoundLimit limit{static_cast<std::int64_t>(run.rounds.size()), 0, std::nullopt};
  double in_rounds = 0;
  for (std::size_t count = 1; count <= run.rounds.size(); ++count) {
    in_rounds += run.rounds[count - 1].grams;
    const double passed = count == run.rounds.size() ? 1 : run.rounds[count - 1].end_s / run.duration_s;
    if (in_rounds + run.grams_outside_rounds * passed > grams) return limit;
    limit.within = static_cast<std::int64_t>(count);
  }
  if (run.rounds.empty()) return limit;
  const double rounds = std::floor(grams / run.mean_grams_per_round());
  if (rounds < most_rounds) limit.extrapolated = static_cast<std::int64_t>(rounds);
  return limit;
}

std::vector<BreakEven> break_evens(const std::vector<RunSummary>& runs) {
  std::vector<BreakEven> result;
  for (const RunSummary& federated : runs) {
    if (federated.is_centralized()) continue;
    for (const RunSummary& centralized : runs) {
      if (!centralized.is_centralized()) continue;
      const double grams = centralized.total.grams;
      result.push_back({federated.name, centralized.name, grams, rounds_within(federated, grams)});
    }
  }
  return result;
}

}  // namespace roundwatt
