#include "sim/base/step_function.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <stdexcept>

namespace roundwatt {

StepFunction::StepFunction(std::vector<Step> steps) : steps_{std::move(steps)} {
  if (steps_.empty()) throw std::invalid_argument{"a step function needs at least one step"};
  integral_before_.reserve(steps_.size());
  integral_before_.push_back(0);
  for (std::size_t i = 1; i < steps_.size(); ++i) {
    const double width = steps_[i].from - steps_[i - 1].from;
    if (!(width > 0)) throw std::invalid_argument{"the stamps of a step function must increase"};
    integral_before_.push_back(integral_before_.back() + width * steps_[i - 1].value);
  }
}

std::size_t StepFunction::step_at(double time) const {
  const auto after = std::upper_bound(steps_.begin(), steps_.end(), time,
                                      [](double instant, const Step& step) { return instant < step.from; });
  if (after == steps_.begin()) throw std::out_of_range{"a step function was asked before its first stamp"};
  return static_cast<std::size_t>(after - steps_.begin()) - 1;
}

double StepFunction::at(double time) const { return steps_[step_at(time)].value; }

double StepFunction::next_change(double time) const {
  const std::size_t next = step_at(time) + 1;
  return next < steps_.size() ? steps_[next].from : std::numeric_limits<double>::infinity();
}

double StepFunction::integral(double from, double to) const {
  const std::size_t first = step_at(from);
  const std::size_t last = step_at(to);
  // Within one step, the difference of two large prefix sums would lose digits.
  if (first == last) return (to - from) * steps_[first].value;
  const double head = (steps_[first + 1].from - from) * steps_[first].value;
  const double tail = (to - steps_[last].from) * steps_[last].value;
  return head + (integral_before_[last] - integral_before_[first + 1]) + tail;
}

double StepFunction::mean(double from, double to) const {
  const std::size_t first = step_at(from);
  if (first == step_at(to)) return steps_[first].value;
  return integral(from, to) / (to - from);
}

}  // namespace roundwatt
