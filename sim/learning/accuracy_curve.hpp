#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/learning/round_metrics.hpp"

namespace roundwatt {

/// What an evaluation found; NaN where the source does not say. Of peers: means over their models.
struct EvaluationResult {
  double train_loss, test_loss, test_accuracy;
  double validation_loss = std::numeric_limits<double>::quiet_NaN();
  double validation_accuracy = std::numeric_limits<double>::quiet_NaN();
  std::optional<RoundMetrics> metrics = std::nullopt;  ///< where models are trained
};

/// Accuracy by round that was measured elsewhere (learning.kind: replay).
class AccuracyCurve {
 public:
  /// Reads a CSV file with columns round (increasing from 0, the model before the first round, or later) and test_accuracy (in
  /// [0, 1]; where any is above 1, all are in %, as in a column test_accuracy_percent), and, if there, test_loss and
  /// train_loss. \throws UserError with every problem.
  explicit AccuracyCurve(const std::string& file);

  std::int32_t first_round() const { return rounds_.front(); }
  std::int32_t last_round() const { return rounds_.back(); }
  /// Whether the file has accuracies in %, which at() gives as shares all the same.
  bool is_in_percent() const { return is_in_percent_; }
  /// The result of the last round up to \p round that has one; past the end the last result holds. All NaN before the first.
  EvaluationResult at(std::int32_t round) const;

 private:
  std::vector<std::int32_t> rounds_;
  std::vector<EvaluationResult> results_;
  bool is_in_percent_ = false;
};

}  // namespace roundwatt
