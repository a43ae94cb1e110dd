#include "sim/actors/asynchronous_server.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

AsynchronousServer::AsynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                                       const AsynchronousRules& rules, NextReturn next_return, ActorServices services)
    : server_{server},
      clients_{clients},
      client_on_(services.fleet.hosts().size()),
      training_{training},
      rules_{rules},
      next_return_{std::move(next_return)},
      services_{services},
      pool_{clients.size(), rules.availability},
      last_asked_(clients.size(), 0),
      busy_(clients.size(), false),
      news_{services.control},
      enrolled_{services.control},
      departures_{services.control.instant()} {
  for (const BoundClient& client : clients_) {
    client_on_[client.device.index()] = client.id;
    if (is_ready(client.id)) admit(client.id);
  }
}

std::vector<Role> AsynchronousServer::roles() {
  std::vector<Role> roles{{"server", [this] { run(); }}};
  if (rules_.availability != nullptr) roles.push_back({"departures", [this] { departures_.run(); }, true});
  return roles;
}

void AsynchronousServer::run() {
  open_round();
  while (!services_.control.stopped()) {
    services_.control.instant().await(Instant::Turn::leaders);
    if (services_.control.stopped()) break;
    fill_slots();
    take_in_arrivals();
    if (const auto reason = reason_to_close()) {
      commit(*reason);
    } else if (under_way_ == 0 && silent_.empty()) {
      wait_for_someone();
    } else {
      news_.wait(next_look());
    }
  }
  end_run();
}

void AsynchronousServer::open_round() {
  round_ = begin_round(services_, server_, round_ ? round_->row.round + 1 : 1);
  round_->quorum = static_cast<std::size_t>(rules_.buffer_size);
  for (const ClientId client : rested_) {
    if (!busy_[client.index()] && is_ready(client)) admit(client);
  }
  rested_.clear();
}

/// A draw a client, numbered over the run: who is asked follows from who is eligible and how many were asked before.
void AsynchronousServer::fill_slots() {
  give_up_lost();
  const auto slots = static_cast<std::size_t>(rules_.max_concurrency);
  const auto taken = [this] { return under_way_ + received_.size() + silent_.size(); };
  while (taken() < slots && pool_.has_available(now()) && !services_.control.stopped()) {
    ask(pool_.select(1, now(), RandomStream{rules_.seed, "selection", ++draws_}).front());
  }
}

/// Of those who are lost the server learns by their silence.
void AsynchronousServer::give_up_lost() {
  while (!silent_.empty() && silent_.front().first <= now()) {
    free(silent_.front().second);
    silent_.pop_front();
  }
}

/// It can be asked again, for a version that it has not been asked for.
void AsynchronousServer::free(ClientId client) {
  busy_[client.index()] = false;
  if (last_asked_[client.index()] == round_->row.round) {
    rested_.push_back(client);
  } else if (is_ready(client)) {
    admit(client);
  }
}

void AsynchronousServer::ask(ClientId id) {
  const BoundClient& client = clients_[id.index()];
  const std::shared_ptr<Participation> participation =
      ask_client(services_, round_, client, services_.learning ? services_.learning->snapshot() : nullptr);
  const RandomStream slow_down{rules_.seed, "slow_down", static_cast<std::uint64_t>(round_->row.round), id.index()};
  participation->pace = draw_slow_down(rules_.slow_down, slow_down) / client.speed;
  pool_.withdraw(id);
  busy_[id.index()] = true;
  last_asked_[id.index()] = round_->row.round;
  ++under_way_;
  ++round_->under_way;
  ++round_->row.selected;
  expect_departure(departures_, rules_.availability, participation);
  start_client(services_, server_, client, training_, participation,
               [this](Participation& over, Ending ending) { end_participation(over, ending); });
}

/// Looks at what has come, the first first and at one instant by client, until the buffer is full.
void AsynchronousServer::take_in_arrivals() {
  sort_by_arrival(received_);
  auto next = received_.begin();
  for (; next != received_.end() && round_->arrivals.size() < round_->quorum; ++next) {
    if (rules_.max_staleness && staleness(**next) > *rules_.max_staleness) {
      record(**next, Outcome::dropped);
    } else {
      round_->arrivals.push_back(*next);
    }
  }
  received_.erase(received_.begin(), next);
  if (round_->arrivals.size() < round_->quorum) fill_slots();
}

/// With a full buffer, or when all who can train this version have done so.
std::optional<RoundEnd> AsynchronousServer::reason_to_close() const {
  if (services_.control.stopped()) return std::nullopt;
  if (round_->arrivals.size() >= round_->quorum) return RoundEnd::quorum;
  const bool somebody_did = round_->row.selected > 0 || !round_->arrivals.empty();
  return under_way_ == 0 && silent_.empty() && somebody_did ? std::optional{RoundEnd::nobody_left} : std::nullopt;
}

void AsynchronousServer::wait_for_someone() {
  const auto back = earlier(next_return_(now()), pool_.next_return(now()));
  if (!back) throw_nobody_left(services_, rules_.availability, clients_.size());
  news_.wait(back);
}

std::optional<double> AsynchronousServer::next_look() {
  const std::optional<double> back = earlier(next_return_(now()), pool_.next_return(now()));
  return silent_.empty() ? back : earlier(back, silent_.front().first);
}

void AsynchronousServer::commit(RoundEnd reason) {
  const std::shared_ptr<OpenRound> round = round_;
  round->row.closed_by = reason;
  round->row.closed_s = now();
  aggregate();
  evaluate_and_stop();
  round->row.end_s = now();
  round->finished = true;
  record_if_over(services_, *round);
  if (services_.control.stopped()) return;
  if (round->row.closed_by != RoundEnd::quorum && round->row.end_s == round->row.start_s)
    pause_for_a_second(services_.control, news_);
  if (!services_.control.stopped()) open_round();
}

void AsynchronousServer::aggregate() {
  const Flops work = rules_.aggregation_per_update * static_cast<double>(round_->arrivals.size());
  const Ending ending = work_on_updates(services_, server_, *round_, work, enrolled_.cancellation);
  if (ending == Ending::done) merge_buffer();
  const std::vector<std::shared_ptr<Participation>> merged = std::move(round_->arrivals);
  round_->arrivals.clear();
  double sum = 0;
  for (const auto& participation : merged) {
    sum += staleness(*participation);
    record(*participation, ending == Ending::done ? Outcome::aggregated : Outcome::dropped);
  }
  if (ending == Ending::done && !merged.empty()) round_->row.staleness_mean = sum / static_cast<double>(merged.size());
}

void AsynchronousServer::merge_buffer() {
  if (services_.learning == nullptr) return;
  std::vector<FederatedTraining::Pending> updates;
  std::vector<Origin> origins;
  for (const auto& participation : round_->arrivals) {
    updates.push_back(std::move(participation->update));
    origins.push_back({participation->global, discount_of(rules_.discount, staleness(*participation))});
  }
  services_.learning->aggregate(round_->row.round, std::move(updates),
                                [&](const GlobalModel& global, std::span<const LocalUpdate> joined) {
                                  return merge(rules_.merging, global, joined, origins);
                                });
}

void AsynchronousServer::evaluate_and_stop() {
  const std::int32_t round = round_->row.round;
  if (services_.control.stopped()) return;
  std::optional<EvaluationResult> result;
  if (services_.evaluator.is_due(round)) result = services_.evaluator.evaluate(server_, round, enrolled_.cancellation);
  if (result && !services_.control.stopped()) services_.stops.after_evaluation(round, *result);
  if (!services_.control.stopped()) services_.stops.after_round(round);
}

/// What has arrived and is not merged is lost; who is under way has been told to stop.
void AsynchronousServer::end_run() {
  for (const auto& participation : round_->arrivals) record(*participation, Outcome::dropped);
  round_->arrivals.clear();
  for (const auto& participation : received_) record(*participation, Outcome::dropped);
  received_.clear();
  if (round_->finished) return;
  round_->row.closed_by = RoundEnd::end_of_run;
  round_->row.closed_s = round_->row.end_s = now();
  round_->finished = true;
  record_if_over(services_, *round_);
}

void AsynchronousServer::end_participation(Participation& participation, Ending ending) {
  const ClientId client = clients_[static_cast<std::size_t>(participation.row.client)].id;
  participation.row.end_s = now();
  participation.row.staleness = staleness(participation);
  participation.over = true;
  --under_way_;
  services_.recorder.hosts().set_round(clients_[client.index()].device, -1, now());
  if (ending == Ending::done) free(client);
  if (ending == Ending::done && services_.control.stopped()) {
    record(participation, Outcome::dropped);
  } else if (ending == Ending::done) {
    received_.push_back(participation.shared_from_this());
  } else {
    record_loss(participation, ending);
  }
  services_.control.announce();
}

void AsynchronousServer::record_loss(Participation& participation, Ending ending) {
  const Outcome outcome = outcome_of_loss(participation, ending);
  const double learns_at_s = now() + rules_.failure_timeout.value();
  const ClientId client{static_cast<std::size_t>(participation.row.client)};
  if (outcome != Outcome::cancelled && learns_at_s > now()) {
    silent_.push_back({learns_at_s, client});
  } else {
    free(client);
  }
  record(participation, outcome);
}

void AsynchronousServer::record(Participation& participation, Outcome outcome) {
  OpenRound& round = *participation.round;
  participation.row.outcome = outcome;
  if (!services_.control.stopped() || outcome == Outcome::aggregated) participation.row.staleness = staleness(participation);
  count_in(round.row, participation.row);
  --round.under_way;
  if (outcome != Outcome::aggregated) lose_encoding(services_, participation);
  services_.recorder.record(participation.row, now());
  record_if_over(services_, round);
}

/// A client that owns no samples has nothing to say, and one that has trained the present version nothing new.
void AsynchronousServer::admit(ClientId client) {
  const bool has_said_it = round_ && last_asked_[client.index()] == round_->row.round;
  if (clients_[client.index()].samples > 0 && !has_said_it) pool_.admit(client);
}

bool AsynchronousServer::is_ready(ClientId client) const { return services_.is_ready(clients_[client.index()].device); }

void AsynchronousServer::on_device_state(HostId device, bool ready) {
  const ClientId client = client_on_[device.index()];
  if (!client) return;
  if (!ready) pool_.withdraw(client);
  if (ready && !busy_[client.index()]) admit(client);
  if (ready) services_.control.announce();
}

}  // namespace roundwatt
