#include "analysis/energy/participation_outcomes.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace roundwatt {

ParticipationOutcomes::ParticipationOutcomes(const TraceReader& trace) {
  stints_.reserve(trace.count<ParticipationRow>());
  trace.for_each<ParticipationRow>([this](const ParticipationRow& row) {
    stints_.push_back({row.round, row.host, row.selected_s, row.outcome});
  });
  std::stable_sort(stints_.begin(), stints_.end(), [](const Stint& a, const Stint& b) {
    return std::tie(a.round, a.host, a.start_s) < std::tie(b.round, b.host, b.start_s);
  });
  for (std::size_t i = 0; i < stints_.size(); ++i) {
    if (rounds_.empty() || rounds_.back().round != stints_[i].round) rounds_.push_back({stints_[i].round, i, i});
    rounds_.back().end = i + 1;
  }
}

std::optional<Outcome> ParticipationOutcomes::of(std::int32_t round, std::int32_t host, double start_s) const {
  const auto range = std::lower_bound(rounds_.begin(), rounds_.end(), round,
                                      [](const RoundRange& one, std::int32_t wanted) { return one.round < wanted; });
  if (range == rounds_.end() || range->round != round) return std::nullopt;
  const auto begin = stints_.begin() + static_cast<std::ptrdiff_t>(range->first);
  const auto end = stints_.begin() + static_cast<std::ptrdiff_t>(range->end);
  auto stint = std::lower_bound(begin, end, host, [](const Stint& one, std::int32_t wanted) { return one.host < wanted; });
  if (stint == end || stint->host != host) return std::nullopt;
  while (std::next(stint) != end && std::next(stint)->host == host && std::next(stint)->start_s <= start_s) ++stint;
  return stint->outcome;
}

}  // namespace roundwatt
