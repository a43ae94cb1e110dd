#include "sim/grid/forecast.hpp"

#include <rapidcheck.h>

#include <cmath>
#include <limits>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr double hour = 3600;

/// 24 hours at 300 g/kWh.
StepFunction flat_day() {
  std::vector<StepFunction::Step> steps;
  for (int i = 0; i < 24; ++i) steps.push_back({i * hour, 300});
  return StepFunction{steps};
}

TruthForecast erring(ForecastErrorKind kind, double deviation, std::uint64_t seed) {
  return {flat_day(), 24 * hour, {kind, deviation}, RandomStream{seed, "forecast"}};
}

/// Mean and standard deviation over seeds of ln(foreseen / true) at \p hours ahead of \p now.
struct Spread {
  double mean_factor = 0, deviation = 0;
};

Spread spread(ForecastErrorKind kind, double now, double hours) {
  constexpr int seeds = 4000;
  double sum = 0, sum_log = 0, sum_square = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    const double at = now + hours * hour;
    const double factor = erring(kind, 0.1, static_cast<std::uint64_t>(seed)).known(now, at).at(at) / 300;
    sum += factor;
    sum_log += std::log(factor);
    sum_square += std::log(factor) * std::log(factor);
  }
  const double mean_log = sum_log / seeds;
  return {sum / seeds, std::sqrt(sum_square / seeds - mean_log * mean_log)};
}

}  // namespace

TEST_CASE("without errors the grid itself is foreseen as far as it is asked for") {
  const StepFunction truth{{{0, 400}, {100, 100}, {200, 300}}};
  const TruthForecast forecast{truth, 300, {}, RandomStream{1, "forecast"}};
  const StepFunction known = forecast.known(120, 199);
  REQUIRE(known.steps().size() == 1);
  CHECK(known.steps()[0].from == 100);  // since when it holds
  CHECK(known.steps()[0].value == 100);
  CHECK(forecast.known(0, 200).steps().size() == 3);
  CHECK(forecast.covered_until(120) == 300);
}

TEST_CASE("what holds now is known and the error ahead grows with the root of the horizon") {
  // 0.1 × √h: 0.2 at four hours, 0.3 at nine; 4000 draws give each to about 1 %.
  for (const ForecastErrorKind kind : {ForecastErrorKind::independent, ForecastErrorKind::random_walk}) {
    CHECK(erring(kind, 0.1, 7).known(2.5 * hour, 10 * hour).at(2.9 * hour) == 300);
    CHECK(spread(kind, 0, 4).deviation == Approx(0.2).epsilon(0.05));
    CHECK(spread(kind, 0.5 * hour, 9).deviation == Approx(0.292).epsilon(0.05));  // the step that holds then began at 8.5 h
    CHECK(spread(kind, 0, 4).mean_factor == Approx(1).epsilon(0.02));
  }
}

TEST_CASE("a forecast that is issued later differs from an earlier one by the hours between") {
  // Of a random walk the difference of two hours is the same whenever both are ahead, but for the drift that keeps the mean.
  const TruthForecast forecast = erring(ForecastErrorKind::random_walk, 0.1, 3);
  const auto change = [&](double now) {
    const StepFunction known = forecast.known(now, 12 * hour);
    return std::log(known.at(10 * hour) / known.at(8 * hour));
  };
  CHECK(change(0) == Approx(change(5 * hour)));
}

TEST_CASE("of forecasts that were issued the last one counts for what is ahead") {
  const StepFunction truth{{{0, 400}, {3600, 380}, {7200, 50}}};
  const IssuedForecast forecast{truth, {{-100, {{3600, 1}, {7200, 2}}}, {3500, {{3600, 3}, {7200, 4}, {10800, 5}}}}};
  CHECK(forecast.known(0, 7200).steps().size() == 3);
  CHECK(forecast.known(0, 7200).at(10) == 400);
  CHECK(forecast.known(0, 7200).at(3600) == 1);
  CHECK(forecast.known(3500, 7200).at(3600) == 3);
  CHECK(forecast.known(3700, 7200).at(3700) == 380);  // what holds is seen, whatever was foreseen
  CHECK(forecast.known(3700, 7200).at(7200) == 4);
  CHECK(forecast.covered_until(0) == 10800);
  CHECK(forecast.covered_until(4000) == 14400);
  CHECK_THROWS_AS((IssuedForecast{truth, {{1, {{3600, 1}}}}}), std::invalid_argument);
}
