#include "sim/grid/forecast.hpp"

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <stdexcept>

namespace roundwatt {

namespace {

constexpr double seconds_an_hour = 3600;

bool begins_after(double instant, const StepFunction::Step& step) { return instant < step.from; }

}  // namespace

std::size_t Forecast::begun(double now) const {
  const auto& steps = truth_.steps();
  return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), now, begins_after) - steps.begin());
}

StepFunction Forecast::known(double now, double until) const {
  std::vector<Step> steps{truth_.steps().at(begun(now) - 1)};
  for (const Step& step : foreseen(now, until)) steps.push_back(step);
  return StepFunction{std::move(steps)};
}

TruthForecast::TruthForecast(StepFunction truth, double covered_until, const ForecastError& error, RandomStream stream)
    : Forecast{std::move(truth)}, covered_until_{covered_until}, error_{error} {
  if (error.kind == ForecastErrorKind::none) return;
  boost::random::normal_distribution<double> standard{0, 1};
  for (std::size_t i = 0; i < this->truth().steps().size(); ++i) draws_.push_back(standard(stream));
}

std::vector<Forecast::Step> TruthForecast::foreseen(double now, double until) const {
  std::vector<Step> steps;
  const auto& all = truth().steps();
  for (std::size_t i = begun(now); i < all.size() && all[i].from <= until; ++i) {
    steps.push_back({all[i].from, all[i].value * std::exp(log_error(i, now))});
  }
  return steps;
}

double TruthForecast::log_error(std::size_t number, double now) const {
  const auto& all = truth().steps();
  const double variance = error_.deviation * error_.deviation * (all[number].from - now) / seconds_an_hour;
  double error = 0;
  switch (error_.kind) {
    case ForecastErrorKind::none:
      return 0;
    case ForecastErrorKind::independent:
      error = std::sqrt(variance) * draws_[number];
      break;
    case ForecastErrorKind::random_walk:
      for (std::size_t i = begun(now); i <= number; ++i) {
        const double hours = (all[i].from - std::max(now, all[i - 1].from)) / seconds_an_hour;
        error += error_.deviation * std::sqrt(hours) * draws_[i];
      }
      break;
  }
  return error - variance / 2;  // right in the mean
}

IssuedForecast::IssuedForecast(StepFunction truth, std::vector<ForecastIssue> issues)
    : Forecast{std::move(truth)}, issues_{std::move(issues)} {
  if (issues_.empty() || issues_.front().issued > 0) throw std::invalid_argument{"no forecast is issued by the start"};
}

const ForecastIssue& IssuedForecast::last_by(double now) const {
  const auto after = std::upper_bound(issues_.begin(), issues_.end(), now,
                                      [](double instant, const ForecastIssue& issue) { return instant < issue.issued; });
  return *std::prev(after);
}

double IssuedForecast::covered_until(double now) const {
  const auto& steps = last_by(now).steps;
  const double last_width = steps.size() < 2 ? 0 : steps.back().from - steps[steps.size() - 2].from;
  return steps.back().from + last_width;
}

std::vector<Forecast::Step> IssuedForecast::foreseen(double now, double until) const {
  const auto& steps = last_by(now).steps;
  const auto first = std::upper_bound(steps.begin(), steps.end(), now, begins_after);
  return {first, std::upper_bound(first, steps.end(), until, begins_after)};
}

}  // namespace roundwatt
