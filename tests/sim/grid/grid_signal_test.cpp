#include "sim/grid/grid_signal.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "sim/base/calendar.hpp"
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

namespace {

double stamp(const char* text) { return parse_utc(text).value().epoch_s; }

GridSignal from(std::vector<StepFunction::Step> steps) {
  return GridSignal::series("DEU", GridKind::average, {2022, 2024}, StepFunction{std::move(steps)});
}

/// The number of the day since 1970, from the first day of \p first for \p days.
GridSignal daily(const char* first, int days) {
  std::vector<StepFunction::Step> steps;
  for (int day = 0; day < days; ++day) {
    const double at = stamp(first) + day * 86400.0;
    steps.push_back({at, at / 86400});
  }
  return from(steps);
}

}  // namespace

TEST_CASE("months and years end where the next begin") {
  CHECK(utc_text(from({{stamp("2024-01-01"), 1}, {stamp("2024-02-01"), 2}}).covered_until()) == "2024-03-01T00:00:00Z");
  CHECK(utc_text(from({{stamp("2023-10-01"), 1}, {stamp("2024-01-01"), 2}}).covered_until()) == "2024-04-01T00:00:00Z");
  CHECK(utc_text(from({{stamp("2023-01-01"), 1}, {stamp("2024-01-01"), 2}}).covered_until()) == "2025-01-01T00:00:00Z");
  // No months: 31 days, from the second of one to the second of the other.
  CHECK(utc_text(from({{stamp("2024-01-02"), 1}, {stamp("2024-02-02"), 2}}).covered_until()) == "2024-03-04T00:00:00Z");
}

TEST_CASE("a series that wraps by years gives the same day of the last year that it knows") {
  GridSignal signal = daily("2023-01-01", 365);
  signal.set_past_end(PastEnd::wrap_year);
  const auto day = [](const char* text) { return stamp(text) / 86400; };
  CHECK(signal.at({stamp("2023-05-05T10:00Z")}).value() == day("2023-05-05"));
  CHECK(signal.at({stamp("2024-05-05T10:00Z")}).value() == day("2023-05-05"));
  CHECK(signal.at({stamp("2027-12-31T23:00Z")}).value() == day("2023-12-31"));
  CHECK(signal.at({stamp("2024-02-29T10:00Z")}).value() == day("2023-02-28"));
  CHECK(signal.at({stamp("2024-03-01T00:00Z")}).value() == day("2023-03-01"));
  // Half a year of 2022 and half of 2023: autumn comes from the former, spring from the latter.
  GridSignal halves = daily("2022-07-01", 365);
  halves.set_past_end(PastEnd::wrap_year);
  CHECK(halves.at({stamp("2024-09-01T00:00Z")}).value() == day("2022-09-01"));
  CHECK(halves.at({stamp("2024-04-01T00:00Z")}).value() == day("2023-04-01"));
  // 12 h of 2023-12-31 and 36 h, that is 2023-01-01 and half of 2023-01-02.
  CHECK(signal.mean({stamp("2023-12-31T12:00Z")}, {stamp("2024-01-02T12:00Z")}).value() ==
        soft((day("2023-12-31") * 12 + day("2023-01-01") * 24 + day("2023-01-02") * 12) / 48));
  GridSignal days = daily("2023-01-01", 100);
  days.set_past_end(PastEnd::wrap_year);
  CHECK_THROWS_WITH(days.at({stamp("2024-05-05")}), ContainsSubstring("shorter than a year"));
}

TEST_CASE("by years, the mean is that of the instants") {
  CHECK(rc::check("the mean of whole hours is the mean of their values", [] {
    GridSignal signal = daily(*rc::gen::element("2022-01-01", "2023-06-15", "2024-02-29"), *rc::gen::inRange(366, 900));
    signal.set_past_end(PastEnd::wrap_year);
    const double begin = stamp("2024-01-01") + *rc::gen::inRange(0, 1500) * 86400.0;
    if (begin < signal.steps().first_stamp()) return;
    const int hours = *rc::gen::inRange(1, 3000);
    double sum = 0;
    for (int hour = 0; hour < hours; ++hour) sum += signal.at({begin + hour * 3600.0}).value();
    RC_ASSERT(std::abs(signal.mean({begin}, {begin + hours * 3600.0}).value() - sum / hours) < 1e-6);
  }));
}
