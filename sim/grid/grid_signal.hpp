#pragma once

#include <string>

#include "sim/base/calendar.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/step_function.hpp"

namespace roundwatt {

/// What a carbon intensity is the intensity of.
enum class GridKind {
  average,  ///< of all that the zone generates
  marginal  ///< of the plants that answer to one kilowatt-hour more
};

/// "average", "marginal": as in the grid file and on the command line.
std::string grid_kind_name(GridKind kind);

/// What counts as caused by a kilowatt-hour.
enum class GridAccounting {
  unknown,
  direct,     ///< what power plants emit as they run
  life_cycle  ///< fuel and plants too, from making to disposal
};

/// "", "direct", "life-cycle": as in the grid file and on the command line.
std::string grid_accounting_name(GridAccounting accounting);

/// Whose kilowatt-hours.
enum class GridFlow {
  unknown,
  production,  ///< what a zone generates
  consumption  ///< what it uses: with imports and without exports
};

/// "", "production", "consumption".
std::string grid_flow_name(GridFlow flow);

/// What holds once a series is over.
enum class PastEnd {
  unsaid,     ///< its last value, for a run that has begun before
  hold,       ///< its last value
  wrap,       ///< it begins anew
  wrap_year,  ///< the same day and hour of the last year that it knows
  error       ///< nothing: whoever asks is refused
};

/// Whether what it knows stands for other times, too.
constexpr bool repeats(PastEnd past_end) { return past_end == PastEnd::wrap || past_end == PastEnd::wrap_year; }

/// How the figures of a series came about.
struct GridOrigin {
  GridAccounting accounting = GridAccounting::unknown;
  GridFlow flow = GridFlow::unknown;

  auto operator<=>(const GridOrigin&) const = default;
};

/// The years that a series of figures is from.
struct YearRange {
  int first = 0;
  int last = 0;

  /// "2022" or "2021-2023".
  std::string text() const;
};

/// Carbon intensity of one grid zone over calendar time, in g CO2e/kWh at the meter. A value holds from its stamp until the
/// next one, the last for ever; a constant holds at all times.
class GridSignal {
 public:
  static GridSignal constant(std::string zone, GridKind kind, YearRange years, GramsPerKwh intensity);
  /// \p steps are stamped in seconds since 1970-01-01T00:00:00Z.
  static GridSignal series(std::string zone, GridKind kind, YearRange years, StepFunction steps);

  const std::string& zone() const { return zone_; }
  GridKind kind() const { return kind_; }
  YearRange years() const { return years_; }
  GridOrigin origin() const { return origin_; }
  void set_origin(GridOrigin origin) { origin_ = origin; }
  PastEnd past_end() const { return past_end_; }
  void set_past_end(PastEnd past_end) { past_end_ = past_end; }
  bool is_constant() const;
  const StepFunction& steps() const { return intensity_; }

  /// The intensity at an instant. \throws UserError when it is before the first stamp, or after the end with PastEnd::error or
  /// with PastEnd::wrap_year of less than a year, naming zone and instant.
  GramsPerKwh at(UtcTime time) const;
  /// The exact mean over [from, to]; at \p from when the interval is empty. \throws UserError as at().
  GramsPerKwh mean(UtcTime from, UtcTime to) const;

  /// Until when the data reach: the last stamp plus the distance to the one before it, in months where both are first instants
  /// of months; for ever if constant.
  UtcTime covered_until() const { return covered_until_; }

 private:
  GridSignal(std::string zone, GridKind kind, YearRange years, StepFunction intensity);
  void refuse_before_first_stamp(UtcTime time) const;
  void refuse_after_the_end(UtcTime time) const;
  bool repeats_at(UtcTime time) const;
  double source_of(UtcTime time) const;
  double integral_from_start(double time) const;
  double integral_by_years(double from, double to) const;

  std::string zone_;
  GridKind kind_;
  YearRange years_;
  StepFunction intensity_;
  UtcTime covered_until_;
  GridOrigin origin_;
  PastEnd past_end_ = PastEnd::unsaid;
};

}  // namespace roundwatt
