#include "sim/federation/oort_selector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/federation/simple_selectors.hpp"
#include "sim/federation/weighted_draw.hpp"

namespace roundwatt {

namespace {

/// The value at the \p share of a sorted list, as Oort's code has it.
double quantile(const std::vector<double>& sorted, double share) {
  const auto place = static_cast<std::size_t>(static_cast<double>(sorted.size()) * share);
  return sorted[std::min(place, sorted.size() - 1)];
}

std::vector<ClientId> drawn_from(const std::vector<ClientId>& clients, const std::vector<double>& weights, std::size_t count,
                                 RandomStream& stream) {
  std::vector<ClientId> drawn;
  for (const std::size_t place : draw_weighted(weights, count, stream)) drawn.push_back(clients[place]);
  return drawn;
}

}  // namespace

OortSelector::OortSelector(const OortOptions& options, std::vector<std::int64_t> samples, ExpectedCost seconds)
    : options_{options},
      samples_{std::move(samples)},
      expected_seconds_{std::move(seconds)},
      arms_(samples_.size()),
      threshold_{options.round_threshold},
      exploration_{options.exploration} {}

std::vector<ClientId> OortSelector::select(const SelectionRequest& request) {
  pace(request.round);
  std::vector<ClientId> known, unknown;
  for (const ClientId client : in_order(request.eligible)) (tried(client) ? known : unknown).push_back(client);
  const std::size_t count = std::min(request.count, known.size() + unknown.size());
  const auto to_exploit = static_cast<std::size_t>(static_cast<double>(count) * (1 - exploration_) + 1e-9);
  const std::size_t to_explore = std::min(unknown.size(), count - std::min(to_exploit, known.size()));
  RandomStream stream = request.stream;
  std::vector<ClientId> selected = exploit(known, count - to_explore, request, stream);
  exploited_ = {selected.begin(), selected.end()};
  const std::vector<ClientId> explored = explore(unknown, to_explore, request.time_s, stream);
  selected.insert(selected.end(), explored.begin(), explored.end());
  std::sort(selected.begin(), selected.end());
  exploration_ = std::max(exploration_ * options_.exploration_decay, options_.exploration_min);
  return selected;
}

void OortSelector::report(const ClientReport& report) {
  Arm& arm = arms_[report.client.index()];
  arm.last_round = report.round;
  arm.seconds = report.seconds;
  if (std::isnan(report.root_mean_square_loss)) return;
  arm.reward = static_cast<double>(report.samples) * report.root_mean_square_loss;
}

double OortSelector::preferred_seconds() const {
  std::vector<double> seconds;
  for (const Arm& arm : arms_) {
    if (arm.last_round > 0) seconds.push_back(arm.seconds);
  }
  if (seconds.empty() || threshold_ >= 100) return std::numeric_limits<double>::infinity();
  std::sort(seconds.begin(), seconds.end());
  return quantile(seconds, threshold_ / 100);
}

std::vector<double> OortSelector::utilities(const std::vector<ClientId>& clients, std::int32_t round) const {
  std::vector<double> rewards;
  for (const ClientId client : clients) rewards.push_back(arms_[client.index()].reward);
  if (rewards.empty()) return {};
  std::vector<double> sorted = rewards;
  std::sort(sorted.begin(), sorted.end());
  const double clip = quantile(sorted, options_.clip);
  const double least = 0.999 * sorted.front();  // the least is worth a little too
  const double range = std::max(sorted.back() - least, 1e-4);
  const double preferred = preferred_seconds();
  std::vector<double> utility;
  for (std::size_t i = 0; i < clients.size(); ++i) {
    const Arm& arm = arms_[clients[i].index()];
    double value = (std::min(rewards[i], clip) - least) / range;
    value += std::sqrt(0.1 * std::log(static_cast<double>(round)) / arm.last_round);
    if (arm.seconds > preferred) value *= std::pow(preferred / arm.seconds, options_.round_penalty);
    utility.push_back(value);
  }
  return utility;
}

std::vector<ClientId> OortSelector::exploit(const std::vector<ClientId>& clients, std::size_t count,
                                            const SelectionRequest& request, RandomStream& stream) {
  std::vector<double> utility = utilities(clients, request.round);
  if (count >= clients.size()) return clients;
  std::vector<double> best_first = utility;
  std::sort(best_first.begin(), best_first.end(), std::greater<>{});
  const double cut_off = options_.cut_off * best_first[count];
  for (double& value : utility) {
    // A weight of 0 is never drawn: the last of all may be worth nothing and still be needed.
    value = value < cut_off ? 0 : std::max(value, std::numeric_limits<double>::min());
  }
  return drawn_from(clients, utility, count, stream);
}

std::vector<ClientId> OortSelector::explore(const std::vector<ClientId>& clients, std::size_t count, double time_s,
                                            RandomStream& stream) {
  const double preferred = preferred_seconds();
  std::vector<double> weights;
  for (const ClientId client : clients) {
    double weight = static_cast<double>(samples_[client.index()]);
    const double seconds = expected_seconds_(client, time_s);
    if (seconds > preferred) weight *= std::pow(preferred / seconds, options_.round_penalty);
    weights.push_back(weight);
  }
  return drawn_from(clients, weights, count, stream);
}

void OortSelector::pace(std::int32_t round) {
  double utility = 0;
  for (const ClientId client : exploited_) utility += arms_[client.index()].reward;
  if (round > 1) exploited_utility_.push_back(utility);
  const std::int64_t step = options_.pacer_step;
  const auto seen = static_cast<std::int64_t>(exploited_utility_.size());
  if (seen < 2 * step || seen % step != 0) return;
  const double now = std::accumulate(exploited_utility_.end() - step, exploited_utility_.end(), 0.0);
  const double before = std::accumulate(exploited_utility_.end() - 2 * step, exploited_utility_.end() - step, 0.0);
  if (std::abs(now - before) <= 0.1 * before) {
    threshold_ = std::min(100.0, threshold_ + options_.pacer_delta);
  } else if (std::abs(now - before) >= 5 * before) {
    threshold_ = std::max(options_.pacer_delta, threshold_ - options_.pacer_delta);
  }
}

}  // namespace roundwatt
