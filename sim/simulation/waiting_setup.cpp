#include "sim/simulation/waiting_setup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <set>

#include "sim/base/unit.hpp"
#include "sim/federation/round_delay.hpp"
#include "sim/simulation/expected_part.hpp"

namespace roundwatt {

namespace {

/// What a round is expected to take: the joules of a client's part, by site, and how long a part takes where each joule counts
/// alike. Clients with samples count alike, whoever will be selected.
struct ExpectedRound {
  std::map<std::int32_t, double> share;  ///< of the joules, by site; adds up to 1
  double seconds = 0;
};

ExpectedRound expected_round(PreparedRun& run, const LocalTraining& training) {
  ExpectedRound round;
  double joules = 0;
  for (const BoundClient& client : run.clients()) {
    if (client.samples == 0) continue;
    const ExpectedPart part = expected_part(run, client, run.server(), training);
    round.share[run.fleet().host(client.device).row.site] += part.joules;
    round.seconds += part.joules * part.seconds();
    joules += part.joules;
  }
  if (joules <= 0) return {};  // nothing is saved at any hour
  for (auto& [site, share] : round.share) share /= joules;
  round.seconds /= joules;
  return round;
}

/// The mean of \p intensities, one for each of \p shares, from \p now on.
StepFunction weighted_mean(const std::vector<StepFunction>& intensities, const std::vector<double>& shares, double now) {
  std::set<double> stamps{now};
  for (const StepFunction& one : intensities) {
    for (const auto& step : one.steps()) stamps.insert(std::max(now, step.from));
  }
  std::vector<StepFunction::Step> steps;
  for (const double stamp : stamps) {
    double value = 0;
    for (std::size_t i = 0; i < intensities.size(); ++i) value += shares[i] * intensities[i].at(stamp);
    steps.push_back({stamp, value});
  }
  return StepFunction{std::move(steps)};
}

class RoundWaiting {
 public:
  RoundWaiting(const WaitingChoice& choice, ExpectedRound round, GridAdvice& advice)
      : choice_{choice},
        round_{std::move(round)},
        advice_{advice},
        left_s_{choice.total ? choice.total->value() : std::numeric_limits<double>::infinity()} {}

  double delay(double now) {
    const double slack = std::min({choice_.slack.value(), left_s_, foreseen_slack(now)});
    if (!(slack > 0)) return 0;
    std::vector<StepFunction> intensities;
    std::vector<double> shares;
    for (const auto& [site, share] : round_.share) {
      intensities.push_back(advice_.tell(site, now, now + slack + round_.seconds));
      shares.push_back(share);
    }
    const double delay = best_delay(weighted_mean(intensities, shares, now), now, round_.seconds, {slack, choice_.saving});
    left_s_ -= delay;
    return delay;
  }

 private:
  /// Beyond what is foreseen no start is better than another.
  double foreseen_slack(double now) const {
    double covered = round_.share.empty() ? now : std::numeric_limits<double>::infinity();
    for (const auto& [site, share] : round_.share) covered = std::min(covered, advice_.covered_until(site, now));
    return covered - round_.seconds - now;
  }

  WaitingChoice choice_;
  ExpectedRound round_;
  GridAdvice& advice_;
  double left_s_;  ///< of federation.wait.total
};

bool waits(const Scenario& scenario) {
  return scenario.federation.mode == Mode::synchronous && scenario.federation.wait.slack.value() > 0;
}

}  // namespace

RoundDelay round_delay(PreparedRun& run, const LocalTraining& training) {
  if (!waits(run.scenario())) return {};
  const auto waiting =
      std::make_shared<RoundWaiting>(run.scenario().federation.wait, expected_round(run, training), *run.grid_advice());
  return [waiting](double now) { return waiting->delay(now); };
}

std::optional<Problem> waiting_problem(PreparedRun& run, const LocalTraining& training) {
  const Scenario& scenario = run.scenario();
  if (!waits(scenario)) return std::nullopt;
  const ExpectedRound round = expected_round(run, training);
  const double needed = scenario.federation.wait.slack.value() + round.seconds;
  for (const auto& [site, share] : round.share) {
    const double covered = run.grid_advice()->covered_until(site, 0);
    if (covered >= needed) continue;
    const FileReference& file = scenario.carbon.forecast.file.given() ? scenario.carbon.forecast.file : scenario.carbon.grid;
    return scenario.problem(
        "federation.wait.slack",
        fmt::format(
            "federation.wait.slack = {}s: a first round of {} that waits so long ends at {}, but {} covers grid zone {} "
            "up to {}. Give a longer series, or less slack.",
            scenario.federation.wait.slack.value(), human_duration(round.seconds), utc_text({scenario.start.epoch_s + needed}),
            file.as_written, run.grid_advice()->zone(site), utc_text({scenario.start.epoch_s + covered})));
  }
  return std::nullopt;
}

}  // namespace roundwatt
