#include "analysis/study/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

std::vector<double> drawn_grams(const GramModel& model, const std::vector<InputRange>& ranges, MonteCarlo monte_carlo) {
  std::vector<RandomStream> streams;
  streams.reserve(ranges.size());
  for (const InputRange& range : ranges) streams.emplace_back(monte_carlo.seed, "sensitivity " + range.input.name);
  std::vector<double> grams(monte_carlo.samples), values(ranges.size());
  for (double& sample : grams) {
    for (std::size_t i = 0; i < ranges.size(); ++i) values[i] = ranges[i].draw(streams[i]);
    sample = model.at(values);
  }
  return grams;
}

/// Between neighbours in order by their distance.
double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

void add_samples(Sensitivity& result, std::vector<double> grams) {
  const auto count = static_cast<double>(grams.size());
  for (const double sample : grams) result.mean += sample / count;
  for (const double sample : grams) result.deviation += (sample - result.mean) * (sample - result.mean);
  result.deviation = grams.size() > 1 ? std::sqrt(result.deviation / (count - 1)) : 0;
  std::sort(grams.begin(), grams.end());
  result.p5 = quantile(grams, 0.05);
  result.p50 = quantile(grams, 0.5);
  result.p95 = quantile(grams, 0.95);
}

InputEffect alone(const StudiedRun& run, const InputRange& range) {
  const GramModel model{run, {range.input}};
  if (!model.depends_on(0)) {
    throw UserError{std::vector{Problem{
        run.file, 0, fmt::format("no gram of this run depends on {} with this boundary. Leave it out.", range.input.name)}}};
  }
  const Line line = model.along(0, {0});
  return {range, line.at(range.low), line.at(range.high), 0};
}

}  // namespace

Sensitivity sensitivity_of(const StudiedRun& run, const std::vector<InputRange>& ranges, MonteCarlo monte_carlo) {
  Sensitivity result;
  result.as_run = run.cells.grams();
  std::vector<Input> inputs;
  std::vector<double> means, variances;
  for (const InputRange& range : ranges) {
    result.effects.push_back(alone(run, range));
    inputs.push_back(range.input);
    means.push_back(range.mean());
    variances.push_back(range.variance());
  }
  const GramModel model{run, inputs};
  result.exact_mean = model.at(means);
  // The variance as a difference of large squares loses digits, never below zero.
  const double variance = std::max(0.0, model.mean_square(means, variances) - result.exact_mean * result.exact_mean);
  result.exact_deviation = std::sqrt(variance);
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const double slope = model.along(i, means).slope;
    result.effects[i].variance_share = variance > 0 ? slope * slope * variances[i] / variance : 0;
  }
  add_samples(result, drawn_grams(model, ranges, monte_carlo));
  std::stable_sort(result.effects.begin(), result.effects.end(),
                   [](const InputEffect& a, const InputEffect& b) { return a.swing() > b.swing(); });
  return result;
}

}  // namespace roundwatt
