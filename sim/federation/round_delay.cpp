#include "sim/federation/round_delay.hpp"

#include <algorithm>
#include <vector>

namespace roundwatt {

double best_delay(const StepFunction& intensity, double now, double duration_s, const WaitingRule& rule) {
  std::vector<double> starts{now, now + rule.slack_s};
  const auto add = [&](double start) {
    if (start > now && start < now + rule.slack_s) starts.push_back(start);
  };
  const double end = now + rule.slack_s + duration_s;
  for (double step = intensity.next_change(now); step <= end; step = intensity.next_change(step)) {
    add(step);
    add(step - duration_s);
  }
  std::sort(starts.begin(), starts.end());
  const double mean_now = intensity.mean(now, now + duration_s);
  double best = now, least = mean_now;
  for (const double start : starts) {
    const double mean = intensity.mean(start, start + duration_s);
    if (mean < least) {
      best = start;
      least = mean;
    }
  }
  return mean_now - least >= rule.least_saving * mean_now ? best - now : 0;
}

}  // namespace roundwatt
