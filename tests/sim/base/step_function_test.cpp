#include "sim/base/step_function.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// 1 from 0 s, 5 from 10 s, 2 from 30 s on.
StepFunction three_steps() { return StepFunction{{{0, 1}, {10, 5}, {30, 2}}}; }

StepFunction arbitrary_steps() {
  std::vector<StepFunction::Step> steps;
  double stamp = *rc::gen::inRange(-1000, 1000);
  for (int i = *rc::gen::inRange(1, 30); i > 0; --i) {
    steps.push_back({stamp, *rc::gen::inRange(-100, 100) / 8.0});
    stamp += *rc::gen::inRange(1, 100) / 4.0;
  }
  return StepFunction{steps};
}

}  // namespace

TEST_CASE("a value holds from its stamp until the next, the last for ever") {
  const StepFunction function = three_steps();
  CHECK(function.at(0) == 1);
  CHECK(function.at(std::nextafter(10, 0)) == 1);
  CHECK(function.at(10) == 5);
  CHECK(function.at(1e12) == 2);
  CHECK(function.next_change(0) == 10);
  CHECK(function.next_change(10) == 30);
  CHECK(function.next_change(30) == std::numeric_limits<double>::infinity());
}

TEST_CASE("integrals and means, by hand") {
  const StepFunction function = three_steps();
  CHECK(function.integral(0, 40) == 10 * 1 + 20 * 5 + 10 * 2);
  CHECK(function.integral(5, 12) == 5 * 1 + 2 * 5);
  CHECK(function.integral(12, 13) == 5);
  CHECK(function.integral(7, 7) == 0);
  CHECK(function.mean(5, 15) == 3);
  CHECK(function.mean(10, 10) == 5);
  CHECK(function.mean(30, 1e9) == 2);
}

TEST_CASE("a million years away, a second is still a second") {
  const StepFunction function = three_steps();
  CHECK(function.integral(3e13, 3e13 + 1) == 2);
}

TEST_CASE("before the first stamp nothing is known") {
  CHECK_THROWS_AS(three_steps().at(-1), std::out_of_range);
  CHECK_THROWS_AS(three_steps().integral(-1, 5), std::out_of_range);
}

TEST_CASE("stamps must increase") {
  CHECK_THROWS_AS(StepFunction{std::vector<StepFunction::Step>{}}, std::invalid_argument);
  CHECK_THROWS_AS((StepFunction{{{0, 1}, {0, 2}}}), std::invalid_argument);
  CHECK_THROWS_AS((StepFunction{{{0, 1}, {std::nan(""), 2}}}), std::invalid_argument);
}

TEST_CASE("the integral over two neighbouring intervals is the sum of theirs") {
  CHECK(rc::check("additive, and the mean lies between the extremes", [] {
    const StepFunction function = arbitrary_steps();
    const double from = function.first_stamp() + *rc::gen::inRange(0, 1000) / 4.0;
    const double middle = from + *rc::gen::inRange(0, 1000) / 4.0;
    const double to = middle + *rc::gen::inRange(0, 1000) / 4.0;
    // All numbers are multiples of 1/32 and small: the sums are exact.
    RC_ASSERT(function.integral(from, middle) + function.integral(middle, to) == function.integral(from, to));
    double least = function.at(from);
    double most = least;
    for (const auto& step : function.steps()) {
      if (step.from > from && step.from < to) {
        least = std::min(least, step.value);
        most = std::max(most, step.value);
      }
    }
    RC_ASSERT(function.mean(from, to) >= least - 1e-9);
    RC_ASSERT(function.mean(from, to) <= most + 1e-9);
  }));
}

}  // namespace roundwatt
