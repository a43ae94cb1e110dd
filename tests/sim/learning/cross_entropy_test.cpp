#include "sim/learning/cross_entropy.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// One sample with logits 0, ln 2, ln 5, of which class 2 has 5/8, at \p row of a batch.
UnitMatrix<float> with_sample_at(Eigen::Index row, Eigen::Index batch) {
  UnitMatrix<float> logits = UnitMatrix<float>::Zero(whole_groups(batch), 3);
  logits.row(row) << 0.0F, std::log(2.0F), std::log(5.0F);
  return logits;
}

}  // namespace

TEST_CASE("the cross-entropy is that of the softmax and its error is softmax less one-hot") {
  UnitMatrix<float> logits = with_sample_at(0, 1);
  const std::vector<std::int32_t> labels{1};
  const Evaluation evaluation = evaluate_logits(logits, labels);
  CHECK(evaluation.loss() == Approx(std::log(4.0)));
  CHECK(evaluation.correct == 0);
  CHECK(evaluate_logits(logits, std::vector<std::int32_t>{2}).correct == 1);
  const BatchLoss loss = turn_into_error(logits, labels);
  CHECK(loss.mean == Approx(std::log(4.0)));
  CHECK(loss.mean_square == Approx(std::log(4.0) * std::log(4.0)));
  CHECK(logits(0, 0) == Approx(1.0 / 8));
  CHECK(logits(0, 1) == Approx(2.0 / 8 - 1));
  CHECK(logits(0, 2) == Approx(5.0 / 8));
}

TEST_CASE("a sample has the same bits at every place in a batch") {
  UnitMatrix<float> alone = with_sample_at(0, 1);
  turn_into_error(alone, std::vector<std::int32_t>{1});
  for (Eigen::Index row = 0; row < 13; ++row) {
    UnitMatrix<float> logits = with_sample_at(row, 13);
    std::vector<std::int32_t> labels(13, 0);
    labels[static_cast<std::size_t>(row)] = 1;
    turn_into_error(logits, labels);
    // Of 13 samples each counts a thirteenth, which rounds once more.
    CHECK((logits.row(row) * 13 - alone.row(0)).cwiseAbs().maxCoeff() < 1e-6F);
    UnitMatrix<float> first = with_sample_at(0, 13);
    std::vector<std::int32_t> first_labels(13, 0);
    first_labels[0] = 1;
    turn_into_error(first, first_labels);
    CHECK(logits.row(row) == first.row(0));
  }
}

TEST_CASE("rows past the batch are of no meaning") {
  UnitMatrix<float> logits = with_sample_at(2, 3);
  const double loss = evaluate_logits(logits, std::vector<std::int32_t>{0, 1, 2}).loss_sum;
  logits.bottomRows(5).setConstant(std::numeric_limits<float>::quiet_NaN());
  CHECK(evaluate_logits(logits, std::vector<std::int32_t>{0, 1, 2}).loss_sum == loss);
}

TEST_CASE("large logits do not overflow and those that are not finite show in the loss") {
  UnitMatrix<float> logits = UnitMatrix<float>::Zero(8, 3);
  const std::vector<std::int32_t> labels{0};
  logits(0, 1) = 1000;
  CHECK(evaluate_logits(logits, labels).loss() == Approx(1000));
  for (const float broken : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    for (Eigen::Index column = 0; column < 3; ++column) {
      UnitMatrix<float> spoiled = UnitMatrix<float>::Zero(8, 3);
      spoiled(0, column) = broken;
      CHECK_FALSE(std::isfinite(evaluate_logits(spoiled, labels).loss()));
      CHECK_FALSE(std::isfinite(turn_into_error(spoiled, labels).mean));
    }
  }
}

TEST_CASE("of equally high logits the first class is the guess") {
  const UnitMatrix<float> logits = UnitMatrix<float>::Zero(8, 3);
  CHECK(evaluate_logits(logits, std::vector<std::int32_t>{0, 0, 1, 2}).correct == 2);
}
