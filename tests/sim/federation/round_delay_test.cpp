#include "sim/federation/round_delay.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "tests/soft.hpp"

using namespace roundwatt;

// 400 g/kWh until t = 100, 100 until 200, then 300. A round of 50 s at t = 0 costs 400; from t = 100 on it costs 100.
TEST_CASE("a round waits for the cheap hour if the slack reaches it and it pays") {
  const StepFunction intensity{{{0, 400}, {100, 100}, {200, 300}}};
  CHECK(best_delay(intensity, 0, 50, {200, 0}) == 100);
  CHECK(best_delay(intensity, 0, 50, {60, 0}) == 60);   // 40 s at 400, 10 s at 100
  CHECK(best_delay(intensity, 0, 50, {40, 0}) == 0);    // nothing is saved
  CHECK(best_delay(intensity, 0, 50, {60, 0.5}) == 0);  // (400 - 340) / 400 is less than half
  CHECK(best_delay(intensity, 0, 50, {200, 0.75}) == 100);
  CHECK(best_delay(intensity, 120, 50, {500, 0}) == 0);
  CHECK(best_delay(intensity, 0, 150, {300, 0}) == Approx(100));  // 100 s at 100, 50 s at 300
}

TEST_CASE("no wait on a fine grid is better than the one that is chosen") {
  CHECK(rc::check("random steps", [] {
    std::vector<StepFunction::Step> steps;
    const auto count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) steps.push_back({10.0 * i, static_cast<double>(*rc::gen::inRange(1, 9))});
    const StepFunction intensity{steps};
    const double duration = *rc::gen::inRange(1, 40), slack = *rc::gen::inRange(0, 60);
    const double delay = best_delay(intensity, 0, duration, {slack, 0});
    RC_ASSERT(delay >= 0 && delay <= slack);
    const double chosen = intensity.mean(delay, delay + duration);
    for (double start = 0; start <= slack; start += 0.5) RC_ASSERT(chosen <= intensity.mean(start, start + duration) + 1e-9);
  }));
}
