#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <limits>
#include <numeric>
#include <string_view>
#include <vector>

#include "sim/learning/federated_training.hpp"
#include "sim/learning/shuffle.hpp"

namespace roundwatt {

/// Whether the full forms of the bands are asked for, ROUNDWATT_LONG=1: minutes of processor time instead of seconds.
inline bool is_long_form() {
  const char* wish = std::getenv("ROUNDWATT_LONG");
  return wish != nullptr && std::string_view{wish} == "1";
}

/// \p size of \p clients, each set of them equally likely.
inline std::vector<ClientId> draw_cohort(std::size_t clients, std::size_t size, RandomStream stream) {
  std::vector<std::size_t> numbers(clients);
  std::iota(numbers.begin(), numbers.end(), std::size_t{0});
  numbers = shuffled(std::move(numbers), stream);
  std::vector<ClientId> cohort;
  for (std::size_t i = 0; i < size; ++i) cohort.emplace_back(numbers[i]);
  return cohort;
}

/// The scores after each round from 1 on.
class Curve {
 public:
  void add(const Score& score) { scores_.push_back(score); }
  std::int32_t rounds() const { return static_cast<std::int32_t>(scores_.size()); }
  double loss(std::int32_t round) const { return at(round).loss; }
  double accuracy(std::int32_t round) const { return at(round).accuracy; }

  /// Mean accuracy of rounds \p first to \p last.
  double mean_accuracy(std::int32_t first, std::int32_t last) const {
    return mean(first, last, [&](std::int32_t round) { return accuracy(round); });
  }
  /// Mean change of the accuracy, up or down, that rounds \p first to \p last brought.
  double mean_accuracy_change(std::int32_t first, std::int32_t last) const {
    return mean(first, last, [&](std::int32_t round) { return std::abs(accuracy(round) - accuracy(round - 1)); });
  }
  double mean_loss_change(std::int32_t first, std::int32_t last) const {
    return mean(first, last, [&](std::int32_t round) { return std::abs(loss(round) - loss(round - 1)); });
  }
  double best_accuracy() const {
    double best = 0;
    for (const Score& score : scores_) best = std::max(best, score.accuracy);
    return best;
  }
  /// The first round with at least \p accuracy; a round never reached is the largest number there is.
  std::int32_t first_round_at(double accuracy) const {
    const auto reaches = [&](const Score& score) { return score.accuracy >= accuracy; };
    const auto found = std::find_if(scores_.begin(), scores_.end(), reaches);
    if (found == scores_.end()) return std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(found - scores_.begin()) + 1;
  }

 private:
  const Score& at(std::int32_t round) const { return scores_.at(static_cast<std::size_t>(round) - 1); }
  static double mean(std::int32_t first, std::int32_t last, const std::function<double(std::int32_t)>& value) {
    double sum = 0;
    for (std::int32_t round = first; round <= last; ++round) sum += value(round);
    return sum / (last - first + 1);
  }

  std::vector<Score> scores_;
};

/// The mean of what \p value says of each curve.
inline double mean_over(const std::vector<Curve>& curves, const std::function<double(const Curve&)>& value) {
  double sum = 0;
  for (const Curve& curve : curves) sum += value(curve);
  return sum / static_cast<double>(curves.size());
}

/// The median of what \p value says of each curve; the upper one of an even number.
inline double median_over(const std::vector<Curve>& curves, const std::function<double(const Curve&)>& value) {
  std::vector<double> values;
  for (const Curve& curve : curves) values.push_back(value(curve));
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace roundwatt
