#include "sim/grid/grid_signal.hpp"

#include <fmt/format.h>

#include <limits>

#include "sim/base/error.hpp"

namespace fedjoule {

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
  return GramsPerKwh{intensity_.at(time.epoch_s)};
}

GramsPerKwh GridSignal::mean(UtcTime from, UtcTime to) const {
  refuse_before_first_stamp(from);
  return GramsPerKwh{intensity_.mean(from.epoch_s, to.epoch_s)};
}

UtcTime GridSignal::covered_until() const {
  if (is_constant()) return {std::numeric_limits<double>::infinity()};
  const auto& steps = intensity_.steps();
  const double last_width = steps.size() < 2 ? 0 : steps.back().from - steps[steps.size() - 2].from;
  return {steps.back().from + last_width};
}

void GridSignal::refuse_before_first_stamp(UtcTime time) const {
  if (time.epoch_s >= intensity_.first_stamp()) return;
  throw UserError{
      fmt::format("the carbon intensity of grid zone {} is not known at {}: its {} series starts at {}. Give a grid "
                  "that covers the run, or start the run later.",
                  zone_, utc_text(time), grid_kind_name(kind_), utc_text({intensity_.first_stamp()}))};
}

}  // namespace fedjoule
