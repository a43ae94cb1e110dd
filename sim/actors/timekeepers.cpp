#include "sim/actors/timekeepers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/run_length.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

void check_length(double now) {
  if (now <= longest_run_s) return;
  throw RunError{
      fmt::format("{} s, 31 years, have been simulated and no stop holds: a size, a speed or a number of the scenario "
                  "is far off. `roundwatt validate` shows the plan",
                  longest_run_s)};
}

}  // namespace

void keep_buckets(double start_epoch_s, Seconds bucket, Transport& transport, Recorder& recorder) {
  const double width = bucket.value();
  const double into_bucket = std::fmod(start_epoch_s, width);  // negative before 1970
  const double first = into_bucket < 0 ? -into_bucket : width - into_bucket;
  for (double number = 0;; ++number) {
    sg::this_actor::sleep_until(first + number * width);
    check_length(sg::Engine::get_clock());
    transport.carry_all();
    recorder.close_bucket(sg::Engine::get_clock());
  }
}

void keep_deadline(Seconds instant, RunControl& control) {
  sg::this_actor::sleep_until(instant.value());
  control.instant().await(Instant::Turn::stops);
  control.stop("time");
}

void keep_budget(double limit, const char* reason, BudgetMeter& budget, Transport& transport, RunControl& control) {
  constexpr double precision = 1e-9;
  while (true) {
    transport.carry_all();
    const double now = sg::Engine::get_clock();
    const double left = limit - budget.spent(now);
    if (left <= limit * precision) break;
    const double nap = std::min(left / budget.most_per_second(), budget.next_price_change(now) - now);
    if (!std::isfinite(nap)) return;  // a fleet that draws nothing never spends it
    sg::this_actor::sleep_for(std::max(nap, precision_of_time));
  }
  control.stop(reason);
}

}  // namespace roundwatt
