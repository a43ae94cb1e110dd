#include "sim/learning/training_work.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr FlopsPerSecond one_gigaflop{1e9};

}  // namespace

TEST_CASE("work is the cost of a sample times the samples, however they are batched") {
  const TrainingCost cost{Flops{3e9}, std::nullopt, Seconds{0}};
  CHECK(training_work(cost, 50, 20, one_gigaflop).value() == soft(150e9));
  CHECK(training_work(cost, 50, 1, one_gigaflop).value() == soft(150e9));
}

TEST_CASE("a measured rate beats the operations: the device takes as long as it was measured to") {
  const TrainingCost cost{Flops{3e9}, 60.0, Seconds{0}};
  // 120 samples at 60 a second are 2 s, whatever the nominal speed is.
  CHECK(training_work(cost, 120, 20, one_gigaflop) / one_gigaflop == Seconds{2});
  CHECK(training_work(cost, 120, 20, FlopsPerSecond{7e12}) / FlopsPerSecond{7e12} == Seconds{2});
}

TEST_CASE("each batch adds its overhead, the last short one too") {
  const TrainingCost cost{Flops{1e9}, std::nullopt, Seconds{0.25}};
  // 45 samples in batches of 20: three batches, 45 + 0.75 s at 1 Gflop/s.
  CHECK((training_work(cost, 45, 20, one_gigaflop) / one_gigaflop).value() == soft(45.75));
  const TrainingCost measured{Flops{0}, 10.0, Seconds{0.5}};
  CHECK((training_work(measured, 40, 20, one_gigaflop) / one_gigaflop).value() == soft(4 + 2 * 0.5));
}

TEST_CASE("steps take what is left of a pass in a short batch") {
  // 25 samples in batches of 10: 10, 10, 5, 10, 10, 5, 10.
  CHECK(samples_in_steps(25, 10, 1) == 10);
  CHECK(samples_in_steps(25, 10, 3) == 25);
  CHECK(samples_in_steps(25, 10, 7) == 60);
  CHECK(samples_in_steps(4, 10, 3) == 12);
}
