#include "sim/actors/step_book.hpp"

#include <algorithm>

namespace roundwatt {

namespace sg = simgrid::s4u;

StepBook::StepBook(const std::vector<BoundClient>& peers, ActorServices services)
    : peers_{peers},
      services_{services},
      on_(peers.size(), false),
      step_(peers.size(), 1),
      resting_(peers.size(), false),
      last_begun_(peers.size(), 0) {
  for (const BoundClient& peer : peers) {
    bells_.push_back(sg::Semaphore::create(0));
    set_on(peer.id, services_.fleet.host(peer.device).simgrid->is_on());
  }
}

void StepBook::set_on(ClientId peer, bool on) {
  if (on_[peer.index()] == on) return;
  on_[peer.index()] = on;
  if (on) {
    steps_of_those_on_.insert(step_of(peer));
  } else {
    steps_of_those_on_.erase(steps_of_those_on_.find(step_of(peer)));
  }
}

void StepBook::enter(ClientId peer, std::int32_t step) {
  const bool on = is_on(peer);
  set_on(peer, false);
  step_[peer.index()] = step;
  set_on(peer, on);
  services_.control.announce();
}

std::shared_ptr<OpenRound>& StepBook::open(std::int32_t step) {
  std::shared_ptr<OpenRound>& round = open_[step];
  if (round) return round;
  round = std::make_shared<OpenRound>();
  round->row.round = step;
  round->row.start_s = sg::Engine::get_clock();
  return round;
}

std::shared_ptr<Participation> StepBook::begin(const BoundClient& peer) {
  const std::shared_ptr<OpenRound>& round = open(step_of(peer.id));
  last_begun_[peer.id.index()] = step_of(peer.id);
  ++round->under_way;
  ++round->row.selected;
  auto participation = std::make_shared<Participation>(services_.control, round);
  participation->row.round = round->row.round;
  participation->row.client = peer.id.row;
  participation->row.host = peer.device.row;
  participation->row.selected_s = sg::Engine::get_clock();
  participation->row.samples = peer.samples;
  services_.recorder.hosts().set_round(peer.device, round->row.round, sg::Engine::get_clock());
  return participation;
}

void StepBook::end(Participation& participation, Outcome outcome) {
  const double now = sg::Engine::get_clock();
  participation.row.end_s = now;
  participation.row.outcome = outcome;
  participation.over = true;
  count_in(participation.round->row, participation.row);
  --participation.round->under_way;
  services_.recorder.hosts().set_round(HostId{static_cast<std::size_t>(participation.row.host)}, -1, now);
  services_.recorder.record(participation.row, now);
  services_.control.announce();
}

void StepBook::begin_flow(std::int32_t step) { ++open(step)->under_way; }

void StepBook::end_flow(std::int32_t step) {
  --open(step)->under_way;
  services_.control.announce();
}

bool StepBook::is_in_flight() const {
  return std::any_of(open_.begin(), open_.end(), [](const auto& one) { return one.second->under_way > 0; });
}

bool StepBook::is_over(std::int32_t step) const {
  const auto round = open_.find(step);
  if (round == open_.end() || round->second->under_way > 0) return false;
  return steps_of_those_on_.empty() || *steps_of_those_on_.begin() > step;
}

std::optional<std::int32_t> StepBook::close_next() {
  if (open_.empty() || !is_over(open_.begin()->first)) return std::nullopt;
  const std::int32_t step = open_.begin()->first;
  close(step, RoundEnd::work_done);
  return step;
}

void StepBook::close_all() {
  while (!open_.empty()) close(open_.begin()->first, RoundEnd::end_of_run);
}

void StepBook::close(std::int32_t step, RoundEnd reason) {
  OpenRound& round = *open_.at(step);
  round.row.closed_by = reason;
  round.row.closed_s = round.row.end_s = sg::Engine::get_clock();
  round.finished = true;
  services_.recorder.close_links_of(step, round.row.end_s);
  services_.recorder.record(round.row, round.row.end_s);
  open_.erase(step);
  first_open_ = step + 1;
}

void StepBook::wait(ClientId peer, std::optional<double> latest) {
  if (!latest) {
    bells_[peer.index()]->acquire();
  } else if (const double nap = *latest - sg::Engine::get_clock(); nap > 0) {
    bells_[peer.index()]->acquire_timeout(nap);
  }
}

void StepBook::wake_all() {
  for (const BoundClient& peer : peers_) wake(peer.id);
}

}  // namespace roundwatt
