#include "sim/federation/device_speed.hpp"

#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace roundwatt {

namespace {

/// In (0, 1].
double above_zero(RandomStream& stream) { return 1 - boost::random::uniform_01<double>{}(stream); }

std::vector<double> zipf_speeds(double exponent, std::size_t clients, RandomStream& stream) {
  std::vector<std::size_t> ranks(clients);
  std::iota(ranks.begin(), ranks.end(), std::size_t{1});
  for (std::size_t i = clients; i > 1; --i) std::swap(ranks[i - 1], ranks[stream.below(i)]);
  std::vector<double> speeds;
  for (const std::size_t rank : ranks) speeds.push_back(std::pow(static_cast<double>(rank), -exponent));
  return speeds;
}

double draw_speed(const SpeedRule& rule, RandomStream& stream) {
  switch (rule.distribution) {
    case SpeedDistribution::constant:
      return rule.factor;
    case SpeedDistribution::uniform:
      return rule.low + (rule.high - rule.low) * boost::random::uniform_01<double>{}(stream);
    case SpeedDistribution::lognormal:
      return std::exp(rule.sigma * boost::random::normal_distribution<double>{0, 1}(stream));
    case SpeedDistribution::pareto:
      return std::pow(above_zero(stream), 1 / rule.exponent);
    case SpeedDistribution::zipf:
    case SpeedDistribution::csv:
      break;
  }
  throw std::logic_error{"such speeds are not drawn one by one"};
}

}  // namespace

std::vector<double> draw_speeds(const SpeedRule& rule, std::size_t clients, RandomStream stream) {
  if (rule.distribution == SpeedDistribution::zipf) return zipf_speeds(rule.exponent, clients, stream);
  std::vector<double> speeds;
  for (std::size_t i = 0; i < clients; ++i) speeds.push_back(draw_speed(rule, stream));
  return speeds;
}

double draw_slow_down(const SlowDownRule& rule, RandomStream stream) {
  switch (rule.distribution) {
    case SlowDown::none:
      return 1;
    case SlowDown::lognormal: {
      const double shift = rule.centre == Centre::mean ? rule.sigma * rule.sigma / 2 : 0;
      return std::exp(rule.sigma * boost::random::normal_distribution<double>{0, 1}(stream)-shift);
    }
    case SlowDown::exponential:
      return boost::random::exponential_distribution<double>{1}(stream);
  }
  throw std::logic_error{"a slow-down has no kind"};
}

}  // namespace roundwatt
