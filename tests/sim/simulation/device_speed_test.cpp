#include <cmath>

#include "tests/sim/simulation/small_run.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// Sum of 1/k for k from \p first to \p last.
double harmonic(int first, int last) {
  double sum = 0;
  for (int k = first; k <= last; ++k) sum += 1.0 / k;
  return sum;
}

/// Rounds of a hundred updates from 130 clients, each of which trains for an exponential time of mean 10^6 s; all else takes
/// less than a second. The mean over rounds of their durations, in units of 10^6 s.
double mean_round(const SmallRun& run) {
  double sum = 0;
  const auto rounds = run.rows<RoundRow>();
  for (const RoundRow& round : rounds) sum += (round.closed_s - round.start_s) / 1e6;
  return sum / static_cast<double>(rounds.size());
}

std::vector<std::string> exponential_rounds(const std::string& stragglers, int rounds) {
  return {
      "workload={model: {size: 1kB}, compute: {flops_per_sample: 1e15f}, aggregation: {flops_per_update: 0f}}",
      "data={clients: 300, samples_per_client: 1}",
      "federation={clients_per_round: 100, devices: {slow_down: {distribution: exponential}}, stragglers: " + stragglers + "}",
      "stop={time: null, rounds: " + std::to_string(rounds) + "}",
      "trace={transfers: false, host_energy: totals, link_energy: totals, bucket: 365d}"};
}

}  // namespace

TEST_CASE("a device of half its platform's speed trains twice as long at the same power") {
  // fast at 0.5: 20 s instead of 10; slow at 2: 10 instead of 20.
  const SmallRun run{"slow-rounds", {"federation.devices.slow_down=null"}};
  CHECK(run.participation("fast").train_end_s - run.participation("fast").train_start_s == soft(20));
  CHECK(run.participation("slow").train_end_s - run.participation("slow").train_start_s == soft(10));
  CHECK(run.energy("slow", Activity::train) == soft(4 * 10 * 50));
}

TEST_CASE("a slow-down is another one in each round") {
  const SmallRun run{"slow-rounds", {"federation.stragglers=null"}};
  const auto seconds = [&](std::int32_t round) {
    const ParticipationRow row = run.participation("fast", round);
    return row.train_end_s - row.train_start_s;
  };
  CHECK(std::abs(seconds(1) - seconds(2)) > 1e-3);
  CHECK(std::abs(seconds(2) - seconds(3)) > 1e-3);
}

TEST_CASE("over-selection by 1.3 ends rounds of exponential durations when its theory says") {
  // The 100th of 130 exponential times: mean H_130 - H_30 = 1.45360, variance of one round sum 1/k² over 31 … 130 = .02458; the
  // mean of 60 rounds has sd .0202. Bound at 4 sd.
  const SmallRun run{"broadcast-300-30", exponential_rounds("{over_selection: 1.3}", 60)};
  CHECK(harmonic(31, 130) == soft(1.4536).margin(1e-5));
  CHECK(mean_round(run) == Approx(1.4536).margin(0.081));
  for (const RoundRow& round : run.rows<RoundRow>()) {
    CHECK(round.selected == 130);
    CHECK(round.aggregated == 100);
    CHECK(round.cancelled == 30);
  }
}

TEST_CASE("thirty of 130 are late where they finish") {
  const SmallRun run{"broadcast-300-30", exponential_rounds("{over_selection: 1.3, after_deadline: finish}", 2)};
  const RoundRow first = run.rows<RoundRow>().front();
  CHECK(first.selected == 130);
  CHECK(first.aggregated == 100);
  // Those that are still at it when the run ends are cut off by it.
  CHECK(first.late + first.cancelled == 30);
  CHECK(first.late > 0);
}

TEST_CASE("waiting for all of a hundred exponential durations takes as long as theory says") {
  // H_100 = 5.18738, variance of one round sum 1/k² = 1.63498: the mean of 60 rounds has sd .165. Bound at 4 sd.
  const SmallRun run{"broadcast-300-30", exponential_rounds("{late: wait}", 60)};
  CHECK(harmonic(1, 100) == soft(5.18738).margin(1e-5));
  CHECK(mean_round(run) == Approx(5.18738).margin(0.66));
}

}  // namespace roundwatt
