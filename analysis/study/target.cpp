#include "analysis/study/target.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace roundwatt {

namespace {

/// For each time the best accuracy that some stopping point reaches by then: increasing in both.
class Staircase {
 public:
  bool reaches(double time_s, double accuracy) const {
    const auto after = best_.upper_bound(time_s);
    return after != best_.begin() && std::prev(after)->second >= accuracy;
  }
  void add(double time_s, double accuracy) {
    auto next = best_.insert_or_assign(time_s, accuracy).first;
    for (++next; next != best_.end() && next->second <= accuracy;) next = best_.erase(next);
  }

 private:
  std::map<double, double> best_;
};

}  // namespace

std::optional<Milestone> first_crossing(const RunProgress& run, double accuracy) {
  for (const Milestone& milestone : run.milestones) {
    if (milestone.accuracy >= accuracy) return milestone;
  }
  return std::nullopt;
}

std::optional<Milestone> sustained_crossing(const RunProgress& run, double accuracy, std::optional<std::size_t> in_a_row) {
  std::optional<Milestone> began;
  std::size_t streak = 0;
  for (const Milestone& milestone : run.milestones) {
    if (milestone.accuracy < accuracy) {
      began.reset();
      streak = 0;
      continue;
    }
    if (!began) began = milestone;
    ++streak;
    if (in_a_row && streak >= *in_a_row) return began;
  }
  return in_a_row ? std::nullopt : began;
}

std::optional<Milestone> best_within(const RunProgress& run, double grams) {
  std::optional<Milestone> best;
  for (const Milestone& milestone : run.milestones) {
    if (milestone.grams <= grams && (!best || milestone.accuracy > best->accuracy)) best = milestone;
  }
  return best;
}

std::vector<StoppingPoint> pareto_front(const std::vector<RunProgress>& runs) {
  std::vector<StoppingPoint> points;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (const Milestone& milestone : runs[run].milestones) points.push_back({run, milestone});
  }
  std::stable_sort(points.begin(), points.end(), [](const StoppingPoint& a, const StoppingPoint& b) {
    return std::tuple{a.at.grams, a.at.time_s, -a.at.accuracy} < std::tuple{b.at.grams, b.at.time_s, -b.at.accuracy};
  });
  std::vector<StoppingPoint> front;
  Staircase cheaper;
  for (const StoppingPoint& point : points) {
    if (cheaper.reaches(point.at.time_s, point.at.accuracy)) continue;
    cheaper.add(point.at.time_s, point.at.accuracy);
    front.push_back(point);
  }
  return front;
}

}  // namespace roundwatt
