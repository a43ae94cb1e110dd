#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/federation/selector.hpp"

namespace roundwatt {

/// Those whose part in the round is expected to cost least: seconds (fastest), joules (energy-aware) or grams of CO2e by the
/// forecast (carbon-aware). A share of each cohort, the fairness floor, goes to those who were asked least often, whatever they
/// cost: without it the same few train, and the model learns their samples alone. Ties fall by the stream. O(n) a round.
class LeastCostSelector final : public Selector {
 public:
  /// \p fairness in [0, 1]: ceil(fairness × count) of each cohort are those asked least often.
  LeastCostSelector(ExpectedCost cost, std::size_t clients, double fairness)
      : cost_{std::move(cost)}, asked_(clients, 0), fairness_{fairness} {}

  std::vector<ClientId> select(const SelectionRequest& request) override;

 private:
  ExpectedCost cost_;
  std::vector<std::int64_t> asked_;  ///< how often, by client
  double fairness_;
};

/// Power-of-choice with the losses at hand, rpow-d (Cho, Wang and Joshi, AISTATS 2022, section 3): of d candidates, drawn in
/// proportion to their samples, those with the highest loss when they last trained. Who never did comes first.
class PowerOfChoiceSelector final : public Selector {
 public:
  /// \p samples by client; \p candidates is d: a round looks at max(d, count) of them.
  PowerOfChoiceSelector(std::vector<std::int64_t> samples, std::size_t candidates);

  std::vector<ClientId> select(const SelectionRequest& request) override;
  void report(const ClientReport& report) override;

 private:
  std::vector<std::int64_t> samples_;
  std::vector<double> last_loss_;  ///< by client; infinite before the first report
  std::size_t candidates_;
};

}  // namespace roundwatt
