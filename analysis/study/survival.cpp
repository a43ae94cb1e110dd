#include "analysis/study/survival.hpp"

#include <algorithm>

namespace roundwatt {

std::optional<double> kaplan_meier_median(std::vector<Spending> runs) {
  std::sort(runs.begin(), runs.end(), [](const Spending& a, const Spending& b) { return a.amount < b.amount; });
  // Rounding must not lift an exact 1/2 over it.
  constexpr double half = 0.5 + 1e-12;
  double without = 1;
  for (auto run = runs.begin(); run != runs.end();) {
    const auto at_risk = static_cast<double>(runs.end() - run);
    const auto next = std::find_if(run, runs.end(), [&](const Spending& other) { return other.amount > run->amount; });
    const auto reaching = static_cast<double>(std::count_if(run, next, [](const Spending& one) { return one.reached; }));
    without *= 1 - reaching / at_risk;
    if (without <= half) return run->amount;
    run = next;
  }
  return std::nullopt;
}

}  // namespace roundwatt
