#include "sim/grid/series_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace roundwatt {

namespace {

/// The commonest distance; of equally common ones the least. 0 of a single point.
double usual_step(const std::vector<ImportedPoint>& points) {
  std::map<double, std::size_t> counts;
  for (std::size_t i = 1; i < points.size(); ++i) ++counts[points[i].start.epoch_s - points[i - 1].start.epoch_s];
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? 0 : most->first;
}

class SeriesBuilder {
 public:
  SeriesBuilder(std::vector<ImportedPoint> points, const SeriesRules& rules, const std::string& file, ProblemList& problems)
      : points_{std::move(points)}, rule_{rules.gaps}, period_{rules.period}, file_{file}, problems_{problems} {
    report_.zone = points_.front().zone;
    report_.kind = points_.front().kind;
    report_.origin = points_.front().origin;
  }

  BuiltSeries build() {
    sort();
    take_each_stamp_once();
    report_.step_s = usual_step(points_);
    report_.first = points_.front().start;
    const YearRange years{year_of(points_.front().start), year_of(points_.back().start)};
    GridSignal signal = GridSignal::series(report_.zone, report_.kind, years, StepFunction{steps()});
    signal.set_origin(report_.origin);
    report_.until = signal.covered_until();
    return {std::move(signal), report_};
  }

 private:
  void sort() {
    for (std::size_t i = 1; i < points_.size(); ++i) report_.out_of_order += points_[i].start < points_[i - 1].start ? 1 : 0;
    std::stable_sort(points_.begin(), points_.end(), [](const auto& a, const auto& b) { return a.start < b.start; });
  }

  void take_each_stamp_once() {
    std::vector<ImportedPoint> kept;
    for (ImportedPoint& point : points_) {
      if (kept.empty() || kept.back().start != point.start) {
        kept.push_back(std::move(point));
      } else if (!point.g_per_kwh || kept.back().g_per_kwh == point.g_per_kwh) {
        ++report_.repeated;
      } else if (!kept.back().g_per_kwh) {
        kept.back() = std::move(point);
        ++report_.repeated;
      } else {
        ++report_.conflicting;
      }
    }
    points_ = std::move(kept);
  }

  /// The steps of the points that have a value; what lies between them by the rule.
  std::vector<StepFunction::Step> steps() {
    std::vector<StepFunction::Step> steps;
    for (const ImportedPoint& point : points_) {
      if (!point.g_per_kwh) {
        ++report_.blank;
        continue;
      }
      if (!steps.empty()) bridge(steps, point);
      steps.push_back({point.start.epoch_s, *point.g_per_kwh});
      ++report_.values;
    }
    if (!points_.empty() && !points_.back().g_per_kwh) {
      ++report_.gaps;
      ++report_.missing;
      if (rule_ != GapRule::error && !steps.empty()) steps.push_back({points_.back().start.epoch_s, steps.back().value});
    }
    if (steps.size() == 1 && period_ != FilePeriod::unknown) reach_end_of_period(steps);
    return steps;
  }

  /// A series reaches as far beyond its last stamp as that is from the one before: of a value alone two halves are made.
  void reach_end_of_period(std::vector<StepFunction::Step>& steps) {
    const UtcTime begin{steps.front().from};
    const UtcTime end = period_ == FilePeriod::year ? in_year(begin, year_of(begin) + 1) : next_month(begin);
    steps.push_back({(begin.epoch_s + end.epoch_s) / 2, steps.front().value});
    report_.step_s = end.epoch_s - begin.epoch_s;
  }

  void bridge(std::vector<StepFunction::Step>& steps, const ImportedPoint& next) {
    const StepFunction::Step before = steps.back();
    const double distance = next.start.epoch_s - before.from;
    const double missing = report_.step_s > 0 ? std::round(distance / report_.step_s) - 1 : 0;
    if (missing < 1) return;
    ++report_.gaps;
    report_.missing += static_cast<std::size_t>(missing);
    if (rule_ == GapRule::error) {
      problems_.add(file_, next.line,
                    fmt::format("{}: nothing from {} to {}. Fill it in, or say --gaps hold or interpolate.", report_.zone,
                                utc_text({before.from + report_.step_s}), utc_text(next.start)));
    }
    // The distance of the last two steps is how long the last one lasts: what is held before it has a step of its own.
    if (rule_ == GapRule::hold) steps.push_back({next.start.epoch_s - report_.step_s, before.value});
    constexpr double most_filled = 1e6;
    if (rule_ != GapRule::interpolate || missing > most_filled) return;
    for (double i = 1; i <= missing; ++i) {
      const double from = before.from + i * report_.step_s;
      if (from >= next.start.epoch_s) break;
      steps.push_back({from, before.value + (*next.g_per_kwh - before.value) * (from - before.from) / distance});
    }
  }

  std::vector<ImportedPoint> points_;
  GapRule rule_;
  FilePeriod period_;
  const std::string& file_;
  ProblemList& problems_;
  SeriesReport report_;
};

}  // namespace

BuiltSeries build_series(std::vector<ImportedPoint> points, const SeriesRules& rules, const std::string& file,
                         ProblemList& problems) {
  return SeriesBuilder{std::move(points), rules, file, problems}.build();
}

}  // namespace roundwatt
