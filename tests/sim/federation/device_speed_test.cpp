#include "sim/federation/device_speed.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/error.hpp"
#include "tests/sim/scratch_text.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr std::size_t many = 20000;

std::vector<double> sorted_speeds(const SpeedRule& rule) {
  std::vector<double> speeds = draw_speeds(rule, many, RandomStream{1, "speed"});
  std::sort(speeds.begin(), speeds.end());
  return speeds;
}

double mean_slow_down(const SlowDownRule& rule) {
  double sum = 0;
  for (std::uint64_t i = 0; i < many; ++i) sum += draw_slow_down(rule, RandomStream{1, "slow_down", i});
  return sum / static_cast<double>(many);
}

}  // namespace

TEST_CASE("speeds by each distribution have its quantiles and are above zero") {
  // Of 20,000 draws the share below the true quantile p has sd sqrt(p (1 - p) / 20000) = .0035 at most; bounds at 4 sd.
  const auto share_below = [](const std::vector<double>& sorted, double speed) {
    return static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), speed) - sorted.begin()) / many;
  };
  CHECK(sorted_speeds({.distribution = SpeedDistribution::constant, .factor = 0.7}).front() == 0.7);
  const auto uniform = sorted_speeds({.distribution = SpeedDistribution::uniform, .low = 0.5, .high = 1.5});
  CHECK(uniform.front() >= 0.5);
  CHECK(uniform.back() <= 1.5);
  CHECK(share_below(uniform, 0.75) == Approx(0.25).margin(0.014));
  const auto lognormal = sorted_speeds({.distribution = SpeedDistribution::lognormal, .sigma = 0.5});
  CHECK(lognormal.front() > 0);
  CHECK(share_below(lognormal, 1) == Approx(0.5).margin(0.014));
  CHECK(share_below(lognormal, std::exp(0.5)) == Approx(0.8413).margin(0.014));
  // P(time > 2) = 2^-2: a quarter is slower than half speed.
  const auto pareto = sorted_speeds({.distribution = SpeedDistribution::pareto, .exponent = 2});
  CHECK(pareto.front() > 0);
  CHECK(pareto.back() <= 1);
  CHECK(share_below(pareto, 0.5) == Approx(0.25).margin(0.014));
}

TEST_CASE("zipf speeds are the powers of the ranks, dealt at random") {
  // 1, 2^-.5, 3^-.5, 4^-.5
  std::vector<double> speeds =
      draw_speeds({.distribution = SpeedDistribution::zipf, .exponent = 0.5}, 4, RandomStream{2, "speed"});
  std::sort(speeds.begin(), speeds.end());
  CHECK(speeds == std::vector<double>{0.5, std::pow(3, -0.5), std::pow(2, -0.5), 1});
}

TEST_CASE("a slow-down has mean 1 or median 1, as it is said") {
  // sd of the factor: sqrt(exp(.25) - 1) = .533 about mean 1, 1.133 times that about exp(.125) = 1.133, 1 if exponential; the
  // mean of 20,000 has sd .0038, .0043, .0071. Bounds at 4 sd.
  CHECK(mean_slow_down({SlowDown::none, 0, Centre::mean}) == 1);
  CHECK(mean_slow_down({SlowDown::lognormal, 0.5, Centre::mean}) == Approx(1).margin(0.015));
  CHECK(mean_slow_down({SlowDown::lognormal, 0.5, Centre::median}) == Approx(1.1331).margin(0.018));
  CHECK(mean_slow_down({SlowDown::exponential, 0, Centre::mean}) == Approx(1).margin(0.029));
}

TEST_CASE("speeds come from a CSV by client") {
  const ScratchText file{"client,speed\n1,0.5\n0,2\n"};
  CHECK(speeds_from_csv(file.name(), {}) == std::vector<double>{2, 0.5});
  const ScratchText named{"client,speed\npi,0.5\nnano,2\n"};
  CHECK(speeds_from_csv(named.name(), {"nano", "pi"}) == std::vector<double>{2, 0.5});
  CHECK_THROWS_WITH(speeds_from_csv(named.name(), {"nano", "pi", "phone"}),
                    EndsWith("device phone, on which client 2 lives, has no row."));
  CHECK_THROWS_WITH(speeds_from_csv(named.name(), {"nano", "pie"}),
                    ContainsSubstring("client = 'pi' must be") && EndsWith("Did you mean pie? Each client has one row."));
}

TEST_CASE("speeds that are none are refused with their line") {
  const ScratchText file{"client,speed\n0,0\n1,fast\n2,1\n2,1\n9,1\n"};
  CHECK_THROWS_WITH(speeds_from_csv(file.name(), {}), ContainsSubstring("line 2: speed = '0' must be a number > 0") &&
                                                          ContainsSubstring("line 3: speed = 'fast'") &&
                                                          ContainsSubstring("line 5: client 2 has a row already") &&
                                                          ContainsSubstring("line 6: client = '9'"));
}
