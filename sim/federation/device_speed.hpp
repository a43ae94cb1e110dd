#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// How the speeds of devices differ beyond what the platform says.
enum class SpeedDistribution { constant, uniform, lognormal, zipf, pareto, csv };

/// A client's device trains at factor × the platform's speed.
struct SpeedRule {
  SpeedDistribution distribution = SpeedDistribution::constant;
  double factor = 1;         ///< constant; > 0
  double low = 1, high = 1;  ///< uniform; 0 < low ≤ high
  double sigma = 0;          ///< log-normal; ≥ 0
  double exponent = 1;       ///< Zipf, Pareto; > 0

  bool operator==(const SpeedRule&) const = default;
};

/// One factor > 0 for each client. uniform in [low, high]; log-normal exp(σ z), of median 1; zipf r^−s, ranks r = 1 … clients
/// dealt at random; pareto: the time that training takes is Pareto-distributed from 1 on, P(time > t) = t^−a, its factor 1 /
/// time. \pre not csv
std::vector<double> draw_speeds(const SpeedRule& rule, std::size_t clients, RandomStream stream);

/// Factors from a CSV file with columns client (0, 1, … each once) and speed (> 0). \throws UserError with every problem.
std::vector<double> speeds_from_csv(const std::string& file, const std::vector<std::string>& devices);

/// How much longer than usual a device takes in one round.
enum class SlowDown { none, lognormal, exponential };
/// What of a log-normal factor is 1.
enum class Centre { mean, median };

struct SlowDownRule {
  SlowDown distribution = SlowDown::none;
  double sigma = 0;  ///< log-normal; > 0
  Centre centre = Centre::mean;

  bool operator==(const SlowDownRule&) const = default;
};

/// A factor > 0 on the time of training: log-normal exp(σ z − σ²/2), of mean 1, or exp(σ z), of median 1; exponential, of
/// mean 1.
double draw_slow_down(const SlowDownRule& rule, RandomStream stream);

}  // namespace roundwatt
