#include "sim/actors/straggler_watch.hpp"

#include <algorithm>
#include <utility>

namespace roundwatt {

StragglerWatch::StragglerWatch(const Stragglers& rules, std::uint64_t seed, std::uint64_t leader, const LocalTraining& training)
    : rules_{rules}, seed_{seed}, leader_{leader}, training_{training} {
  if (rules.history) history_.emplace(rules.history->percentile, static_cast<std::size_t>(rules.history->rounds));
}

void StragglerWatch::begin(OpenRound& round) {
  std::optional<double> allowed;
  if (rules_.deadline) allowed = rules_.deadline->value();
  if (history_) {
    // Who takes exactly as long as before is in time, whatever the last bit of the clock.
    constexpr double rounding = 1e-9;
    if (const auto learned = history_->deadline()) allowed = *learned * (1 + rounding);
    history_->asked(round.number, round.participations.size());
  }
  if (allowed) round.latest = round.row.start_s + *allowed;
  if (rules_.share > 0) draw_stragglers_of(round);
}

void StragglerWatch::draw_stragglers_of(OpenRound& round) const {
  const auto number = static_cast<std::uint64_t>(round.number);
  const std::vector<bool> is_straggler =
      draw_stragglers(round.participations.size(), rules_.share, RandomStream{seed_, "stragglers", number, leader_});
  for (std::size_t i = 0; i < is_straggler.size(); ++i) {
    if (!is_straggler[i]) continue;
    Participation& participation = *round.participations[i];
    const WorkPart all = all_work_in(training_.cut, training_, participation.row.samples);
    participation.straggler_units = draw_straggler_units(
        all.count, RandomStream{seed_, "straggler_work", number, static_cast<std::uint64_t>(participation.row.client)});
  }
}

void StragglerWatch::close(const OpenRound& round) {
  if (history_) history_->closed(round.number, round.row.closed_s - round.row.start_s);
}

void StragglerWatch::end(const Participation& participation, Ending ending) {
  if (!history_) return;
  const ParticipationRow& row = participation.row;
  // Who cuts its work to fit would else pull the deadline down by it.
  if (ending == Ending::done)
    history_->answered(participation.round->number, row.end_s - row.selected_s + participation.spared_s);
  if (ending == Ending::failed || participation.left) history_->lost(participation.round->number);
}

void StragglerWatch::keep(std::shared_ptr<Participation> late) {
  ++late->round->stale;
  late_.push_back(std::move(late));
}

std::vector<std::shared_ptr<Participation>> StragglerWatch::take_late_before(std::int32_t number) {
  const auto is_of_later = [number](const auto& late) { return late->round->number >= number; };
  const auto later = std::stable_partition(late_.begin(), late_.end(), is_of_later);
  std::vector<std::shared_ptr<Participation>> taken{later, late_.end()};
  late_.erase(later, late_.end());
  return taken;
}

std::vector<std::shared_ptr<Participation>> StragglerWatch::take_late() { return std::exchange(late_, {}); }

double StragglerWatch::weight(const Participation& participation, std::int32_t now) const {
  return keeps_late() ? staleness_weight(rules_.staleness, now - participation.round->number) : 1;
}

}  // namespace roundwatt
