#include "sim/grid/grid_signal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/calendar.hpp"
#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr double always = -std::numeric_limits<double>::infinity();

bool begins_a_month(UtcTime time) { return utc_text(time).ends_with("-01T00:00:00Z"); }

/// Months are of different lengths, and so are years.
UtcTime end_of_series(const StepFunction& function) {
  const auto& steps = function.steps();
  if (function.first_stamp() == always) return {std::numeric_limits<double>::infinity()};
  if (steps.size() < 2) return {steps.back().from};
  const UtcTime last{steps.back().from}, before{steps[steps.size() - 2].from};
  const UtcTime end{last.epoch_s + (last.epoch_s - before.epoch_s)};
  constexpr double shortest_month_s = 28 * 86400.0, longest_step_s = 100 * 366 * 86400.0;
  const double step_s = last.epoch_s - before.epoch_s;
  if (step_s < shortest_month_s || step_s > longest_step_s || !begins_a_month(last) || !begins_a_month(before)) return end;
  UtcTime by_months = last;
  for (UtcTime month = before; month < last; month = next_month(month)) by_months = next_month(by_months);
  return by_months;
}

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
    : zone_{std::move(zone)},
      kind_{kind},
      years_{years},
      intensity_{std::move(intensity)},
      covered_until_{end_of_series(intensity_)} {}

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
  return GramsPerKwh{intensity_.at(source_of(time))};
}

GramsPerKwh GridSignal::mean(UtcTime from, UtcTime to) const {
  refuse_before_first_stamp(from);
  refuse_after_the_end(to);
  if (!repeats_at(to)) return GramsPerKwh{intensity_.mean(from.epoch_s, to.epoch_s)};
  if (to <= from) return at(from);
  const double integral = past_end_ == PastEnd::wrap_year ? integral_by_years(from.epoch_s, to.epoch_s)
                                                          : integral_from_start(to.epoch_s) - integral_from_start(from.epoch_s);
  return GramsPerKwh{integral / (to.epoch_s - from.epoch_s)};
}

bool GridSignal::repeats_at(UtcTime time) const {
  return repeats(past_end_) && intensity_.steps().size() > 1 && time >= covered_until_;
}

/// When that which holds at \p time was said to hold.
double GridSignal::source_of(UtcTime time) const {
  if (!repeats_at(time)) return time.epoch_s;
  const double first = intensity_.first_stamp();
  if (past_end_ == PastEnd::wrap) return first + std::fmod(time.epoch_s - first, covered_until_.epoch_s - first);
  UtcTime source = in_year(time, std::min(year_of(time), year_of(covered_until_)));
  for (int year = year_of(source); source >= covered_until_; --year) source = in_year(time, year);
  return std::max(source.epoch_s, first);  // the 29th of February is taken for the day before
}

/// Piece by piece, in each of which both calendars go on alike.
double GridSignal::integral_by_years(double from, double to) const {
  double sum = 0;
  while (from < to) {
    const double source = source_of({from});
    double end =
        std::min(to, from >= covered_until_.epoch_s ? from + (covered_until_.epoch_s - source) : covered_until_.epoch_s);
    // The 29th of February, and what comes after it, lies elsewhere in other years.
    const UtcTime month_end = next_month({from});
    const UtcTime leap_day = parse_utc(fmt::format("{:04}-02-28", year_of({from}))).value();
    end = std::min(end, month_end.epoch_s);
    constexpr double day_s = 86400;
    if (from < leap_day.epoch_s + day_s) end = std::min(end, leap_day.epoch_s + day_s);
    sum += intensity_.integral(source, source + (end - from));
    from = end;
  }
  return sum;
}

double GridSignal::integral_from_start(double time) const {
  const double first = intensity_.first_stamp(), length = covered_until_.epoch_s - first;
  const double times_over = std::floor((time - first) / length);
  return times_over * intensity_.integral(first, first + length) + intensity_.integral(first, time - times_over * length);
}

void GridSignal::refuse_after_the_end(UtcTime time) const {
  if (time <= covered_until_) return;
  constexpr double year_s = 365 * 86400.0;
  if (past_end_ == PastEnd::wrap_year && covered_until_.epoch_s - intensity_.first_stamp() < year_s) {
    throw UserError{fmt::format(
        "the {} series of grid zone {} is shorter than a year: {} to {}. Its days cannot stand for those of other years. "
        "Give a longer one, or --past-end hold or wrap.",
        grid_kind_name(kind_), zone_, utc_text({intensity_.first_stamp()}), utc_text(covered_until_))};
  }
  if (past_end_ != PastEnd::error) return;
  throw UserError{fmt::format(
      "the carbon intensity of grid zone {} is not known at {}: its {} series ends at {}. Give a grid that covers the run, or "
      "--past-end hold, wrap or wrap-year.",
      zone_, utc_text(time), grid_kind_name(kind_), utc_text(covered_until_))};
}

void GridSignal::refuse_before_first_stamp(UtcTime time) const {
  if (time.epoch_s >= intensity_.first_stamp()) return;
  throw UserError{
      fmt::format("the carbon intensity of grid zone {} is not known at {}: its {} series starts at {}. Give a grid "
                  "that covers the run, or start the run later.",
                  zone_, utc_text(time), grid_kind_name(kind_), utc_text({intensity_.first_stamp()}))};
}

}  // namespace roundwatt
