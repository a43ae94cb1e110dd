#include "sim/federation/response_history.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

void ResponseHistory::answered(std::int32_t round, double seconds) {
  const auto found = of_round_.find(round);
  if (found != of_round_.end()) found->second.responses.push_back(seconds);
}

void ResponseHistory::lost(std::int32_t round) {
  const auto found = of_round_.find(round);
  if (found != of_round_.end()) --found->second.asked;
}

void ResponseHistory::closed(std::int32_t round, double seconds) {
  of_round_.at(round).waited = seconds;
  while (of_round_.size() > rounds_) of_round_.erase(of_round_.begin());
}

std::optional<double> ResponseHistory::deadline() const {
  std::vector<double> responses;
  std::size_t asked = 0;
  double longest = 0;
  for (const auto& [number, round] : of_round_) {
    asked += round.asked;
    longest = std::max(longest, round.waited);
    responses.insert(responses.end(), round.responses.begin(), round.responses.end());
  }
  if (responses.empty()) return std::nullopt;
  std::sort(responses.begin(), responses.end());
  const double rank = std::ceil(percentile_ / 100 * static_cast<double>(asked) - 1e-9);
  if (rank <= static_cast<double>(responses.size())) return responses[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
  return 2 * std::max(longest, responses.back());
}

}  // namespace roundwatt
