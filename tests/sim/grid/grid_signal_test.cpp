#include "sim/grid/grid_signal.hpp"

#include <rapidcheck.h>

#include <limits>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

GridSignal two_hours() {
  return GridSignal::series("FRA", GridKind::average, {2021, 2021}, StepFunction{{{3600, 100}, {7200, 300}}});
}

}  // namespace

TEST_CASE("the mean over an interval weighs each value with its time") {
  // 15 min at 100 and 45 min at 300 g/kWh: (0.25 x 100 + 0.75 x 300) = 250.
  CHECK(two_hours().mean({6300}, {9900}).value() == soft(250));
  CHECK(two_hours().mean({3600}, {5400}).value() == 100);
  CHECK(two_hours().mean({7200}, {7200}).value() == 300);
}

TEST_CASE("the last value holds, and the data are said to end one step after its stamp") {
  CHECK(two_hours().at({1e9}).value() == 300);
  CHECK(two_hours().covered_until().epoch_s == 10800);
}

TEST_CASE("a constant holds at all times") {
  const GridSignal signal = GridSignal::constant("FRA", GridKind::average, {2023, 2023}, GramsPerKwh{56});
  CHECK(signal.is_constant());
  CHECK(signal.mean({-1e9}, {4e9}).value() == 56);
  CHECK(signal.covered_until().epoch_s == std::numeric_limits<double>::infinity());
}

TEST_CASE("before the first stamp nothing is known") {
  CHECK_THROWS_WITH(two_hours().mean({3599}, {3700}), ContainsSubstring("FRA") && ContainsSubstring("1970-01-01T00:59:59Z") &&
                                                          ContainsSubstring("1970-01-01T01:00:00Z"));
}

TEST_CASE("integrals over neighbouring intervals add up") {
  CHECK(rc::check("mean x length is additive", [] {
    std::vector<StepFunction::Step> steps;
    const int count = *rc::gen::inRange(1, 50);
    for (int i = 0; i < count; ++i) steps.push_back({i * 900.0, *rc::gen::inRange(0, 1000) * 1.0});
    const GridSignal signal = GridSignal::series("X", GridKind::average, {2021, 2021}, StepFunction{steps});
    const double a = *rc::gen::inRange(0, 50000) * 1.0;
    const double b = a + *rc::gen::inRange(1, 20000);
    const double c = b + *rc::gen::inRange(1, 20000);
    const auto integral = [&](double from, double to) { return signal.mean({from}, {to}).value() * (to - from); };
    RC_ASSERT(integral(a, c) == soft(integral(a, b) + integral(b, c)));
  }));
}
