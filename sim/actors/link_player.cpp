#include "sim/actors/link_player.hpp"

#include "sim/actors/instant.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

/// For how long a link stays on under a flow that is there but for a rounding.
constexpr double postponement = 2 * precision_of_time;

}  // namespace

LinkPlayer::LinkPlayer(std::vector<LinkChanges> changes, Transport& transport)
    : changes_{std::move(changes)}, transport_{transport} {
  for (std::size_t i = 0; i < changes_.size(); ++i) line_up(i, 0);
}

void LinkPlayer::line_up(std::size_t changes, std::size_t number) {
  const auto event = changes_[changes].profile.event(number);
  if (event) next_.push({event->date_s, changes, number, false});
}

void LinkPlayer::play() {
  const double now = sg::Engine::get_clock();
  std::vector<Due> due;
  std::vector<sg::Link*> links;
  while (!next_.empty() && is_due(next_.top(), now)) {
    const Next next = next_.top();
    next_.pop();
    const LinkChanges& changes = changes_[next.changes];
    const double value = changes.profile.event(next.number)->value;
    if (must_wait(next, value)) {
      next_.push({now + postponement, next.changes, next.number, true});
      continue;
    }
    due.push_back({&changes, value});
    links.insert(links.end(), changes.links.begin(), changes.links.end());
    line_up(next.changes, next.number + 1);
  }
  if (due.empty()) return;
  transport_.change(links, [&](FlowTuner& tuner) {
    for (const Due& one : due) make(one, tuner);
  });
}

/// What has waited for flows that were there but for a rounding is due as soon as they are.
bool LinkPlayer::is_due(const Next& next, double now) const {
  return next.date_s <= now + precision_of_time || (next.postponed && !transport_.is_arriving());
}

bool LinkPlayer::is_near(double now) const {
  if (next_.empty() || next_.top().date_s <= now) return false;
  return next_.top().date_s <= now + (next_.top().postponed ? postponement : precision_of_time);
}

bool LinkPlayer::must_wait(const Next& next, double value) const {
  const bool goes_off = changes_[next.changes].of == LinkChanges::Of::state && !(value > 0);
  return goes_off && !next.postponed && transport_.is_arriving();
}

void LinkPlayer::make(const Due& due, FlowTuner& tuner) {
  for (sg::Link* link : due.changes->links) {
    switch (due.changes->of) {
      case LinkChanges::Of::bandwidth:
        tuner.set_bandwidth(*link, due.value);
        break;
      case LinkChanges::Of::latency:
        link->set_latency(due.value);
        break;
      case LinkChanges::Of::state:
        due.value > 0 ? link->turn_on() : link->turn_off();
        break;
    }
  }
}

void LinkPlayer::run() const {
  while (!next_.empty()) sg::this_actor::sleep_until(next_.top().date_s);
}

}  // namespace roundwatt
