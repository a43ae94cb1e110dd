#include "sim/grid/grid_signal.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr double always = -std::numeric_limits<double>::infinity();

}  // namespace

std::string grid_kind_name(GridKind kind) {
  switch (kind) {
    case GridKind::average:
      return "average";
    case GridKind::marginal:
      return "marginal";
  }
  throw RunError{"a grid kind has no name"};
}

std::string grid_accounting_name(GridAccounting accounting) {
  switch (accounting) {
    case GridAccounting::unknown:
      return "";
    case GridAccounting::direct:
      return "direct";
    case GridAccounting::life_cycle:
      break;
  }
  return "life-cycle";
}

std::string grid_flow_name(GridFlow flow) {
  switch (flow) {
    case GridFlow::unknown:
      return "";
    case GridFlow::production:
      return "production";
    case GridFlow::consumption:
      break;
  }
  return "consumption";
}

std::string YearRange::text() const { return first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last); }

GridSignal::GridSignal(std::string zone, GridKind kind, YearRange years, StepFunction intensity)
    : zone_{std::move(zone)}, kind_{kind}, years_{years}, intensity_{std::move(intensity)} {}

GridSignal GridSignal::constant(std::string zone, GridKind kind, YearRange years, GramsPerKwh intensity) {
  return {std::move(zone), kind, years, StepFunction{{{always, intensity.value()}}}};
}

GridSignal GridSignal::series(std::string zone, GridKind kind, YearRange years, StepFunction steps) {
  return {std::move(zone), kind, years, std::move(steps)};
}

bool GridSignal::is_constant() const { return intensity_.first_stamp() == always; }

GramsPerKwh GridSignal::at(UtcTime time) const {
  refuse_before_first_stamp(time);
  refuse_after_the_end(time);
  if (!wraps(time)) return GramsPerKwh{intensity_.at(time.epoch_s)};
  const double first = intensity_.first_stamp();
  return GramsPerKwh{intensity_.at(first + std::fmod(time.epoch_s - first, covered_until().epoch_s - first))};
}

GramsPerKwh GridSignal::mean(UtcTime from, UtcTime to) const {
  refuse_before_first_stamp(from);
  refuse_after_the_end(to);
  if (!wraps(to)) return GramsPerKwh{intensity_.mean(from.epoch_s, to.epoch_s)};
  if (to <= from) return at(from);
  return GramsPerKwh{(integral_from_start(to.epoch_s) - integral_from_start(from.epoch_s)) / (to.epoch_s - from.epoch_s)};
}

bool GridSignal::wraps(UtcTime time) const {
  return past_end_ == PastEnd::wrap && intensity_.steps().size() > 1 && time > covered_until();
}

double GridSignal::integral_from_start(double time) const {
  const double first = intensity_.first_stamp(), length = covered_until().epoch_s - first;
  const double times_over = std::floor((time - first) / length);
  return times_over * intensity_.integral(first, first + length) + intensity_.integral(first, time - times_over * length);
}

UtcTime GridSignal::covered_until() const {
  if (is_constant()) return {std::numeric_limits<double>::infinity()};
  const auto& steps = intensity_.steps();
  const double last_width = steps.size() < 2 ? 0 : steps.back().from - steps[steps.size() - 2].from;
  return {steps.back().from + last_width};
}

void GridSignal::refuse_after_the_end(UtcTime time) const {
  if (past_end_ != PastEnd::error || time <= covered_until()) return;
  throw UserError{fmt::format(
      "the carbon intensity of grid zone {} is not known at {}: its {} series ends at {}. Give a grid that covers the run, or "
      "--past-end hold or wrap.",
      zone_, utc_text(time), grid_kind_name(kind_), utc_text(covered_until()))};
}

void GridSignal::refuse_before_first_stamp(UtcTime time) const {
  if (time.epoch_s >= intensity_.first_stamp()) return;
  throw UserError{
      fmt::format("the carbon intensity of grid zone {} is not known at {}: its {} series starts at {}. Give a grid "
                  "that covers the run, or start the run later.",
                  zone_, utc_text(time), grid_kind_name(kind_), utc_text({intensity_.first_stamp()}))};
}

}  // namespace roundwatt
