#pragma once

#include <memory>
#include <vector>

#include "sim/base/random_stream.hpp"
#include "sim/base/step_function.hpp"

namespace roundwatt {

/// How the errors of a forecast at different hours belong together.
enum class ForecastErrorKind { none, independent, random_walk };

/// Errors on top of the truth: relative, of standard deviation \p deviation × √h at a horizon of h hours.
struct ForecastError {
  ForecastErrorKind kind = ForecastErrorKind::none;
  double deviation = 0;  ///< at one hour; > 0 unless kind is none

  bool operator==(const ForecastError&) const = default;
};

/// What is known of the carbon intensity of one zone at an instant: docs/methods/carbon.md. Times are seconds since the start
/// of the run, values g/kWh.
class Forecast {
 public:
  using Step = StepFunction::Step;

  virtual ~Forecast() = default;

  /// What is known at \p now of [now, until]: first the value that holds now, which is true, stamped with the instant since
  /// which it holds; then what is foreseen.
  StepFunction known(double now, double until) const;
  /// Up to which instant what is known at \p now reaches; infinity if for ever.
  virtual double covered_until(double now) const = 0;

 protected:
  explicit Forecast(StepFunction truth) : truth_{std::move(truth)} {}
  Forecast(const Forecast&) = default;
  Forecast& operator=(const Forecast&) = default;

  const StepFunction& truth() const { return truth_; }
  /// The number of steps of the truth that have begun by \p now.
  std::size_t begun(double now) const;

 private:
  /// The steps that are foreseen at \p now to begin in (now, until], in order.
  virtual std::vector<Step> foreseen(double now, double until) const = 0;

  StepFunction truth_;
};

/// The truth, with errors where they are asked for.
class TruthForecast final : public Forecast {
 public:
  /// The error of each step of \p truth, which reaches up to \p covered_until, is drawn from \p stream once: a forecast that is
  /// issued later errs the same way, and less.
  TruthForecast(StepFunction truth, double covered_until, const ForecastError& error, RandomStream stream);

  double covered_until(double /*now*/) const override { return covered_until_; }

 private:
  std::vector<Step> foreseen(double now, double until) const override;
  /// Of the logarithm of the value of step \p number, as it is foreseen at \p now.
  double log_error(std::size_t number, double now) const;

  double covered_until_;
  ForecastError error_;
  std::vector<double> draws_;  ///< by step, standard normal; empty without errors
};

/// A forecast as somebody issued it.
struct ForecastIssue {
  double issued = 0;
  std::vector<StepFunction::Step> steps;  ///< from when a value holds; in order, none before issued
};

/// What was issued last.
class IssuedForecast final : public Forecast {
 public:
  /// \p issues in the order in which they were issued, the first at 0 or before.
  IssuedForecast(StepFunction truth, std::vector<ForecastIssue> issues);

  /// The last value of the issue, and as long again as the one before it held.
  double covered_until(double now) const override;

 private:
  std::vector<Step> foreseen(double now, double until) const override;
  const ForecastIssue& last_by(double now) const;

  std::vector<ForecastIssue> issues_;
};

}  // namespace roundwatt
