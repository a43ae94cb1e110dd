#include "sim/actors/round_leader.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace roundwatt {

RoundLeader::RoundLeader(LedCohort cohort, const std::vector<BoundClient>& clients, const LocalTraining& training,
                         const RoundRules& rules, NextReturn next_return, ActorServices services)
    : cohort_{std::move(cohort)},
      clients_{clients},
      client_on_(services.fleet.hosts().size()),
      training_{training},
      rules_{rules},
      next_return_{std::move(next_return)},
      services_{services},
      news_{services.control},
      stragglers_{rules.stragglers, rules.seed, cohort_.number, training},
      pool_{clients.size(), rules.availability},
      busy_(clients.size(), false),
      departures_{services.control.instant()} {
  if (rules_.secure_aggregation) {
    secure_.emplace(*rules_.secure_aggregation, cohort_.leader, services_, news_, rules_.failure_timeout,
                    SecureExchange::Endings{[this](Participation& over, Ending ending) { end_participation(over, ending); },
                                            [this](Participation& delivered) { release(delivered); }});
  }
  for (const ClientId id : cohort_.members) {
    const BoundClient& client = clients_[id.index()];
    client_on_[client.device.index()] = client.id;
    if (services_.is_ready(client.device)) admit(client.id);
  }
}

std::vector<Role> RoundLeader::roles() {
  if (rules_.availability == nullptr) return {};
  return {{"departures", [this] { departures_.run(); }, true}};
}

bool RoundLeader::wait_for_clients(const std::function<bool()>& given_up) {
  while (!services_.control.stopped() && !given_up() && !pool_.has_available(now())) {
    const bool some_are_busy = std::find(busy_.begin(), busy_.end(), true) != busy_.end();
    const std::optional<double> back = earlier(next_return_(now()), pool_.next_return(now()));
    if (!back && !some_are_busy) return false;
    news_.wait(back);
    // Others may come back at this very instant.
    services_.control.instant().await(Instant::Turn::leaders);
  }
  wait_for_end_if_due(services_, news_);
  return true;
}

void RoundLeader::wait_until(double time) {
  while (!services_.control.stopped() && time - now() > precision_of_time) news_.wait(time);
}

std::vector<ClientId> RoundLeader::select(const OpenRound& round, std::size_t wanted) {
  // A stream without a second key is that of key 0: a leader that is alone draws as the only server does.
  const RandomStream stream{rules_.seed, "selection", static_cast<std::uint64_t>(round.number), cohort_.number};
  if (rules_.selector == nullptr) return pool_.select(wanted, now(), stream);
  return rules_.selector->select({round.number, now(), pool_.available(now()), wanted, stream});
}

void RoundLeader::ask(const std::shared_ptr<OpenRound>& round) {
  const std::vector<ClientId> cohort =
      select(*round, clients_to_select(rules_.stragglers.over_selection, rules_.clients_per_round));
  round->row.selected = static_cast<std::int32_t>(cohort.size());
  const auto wanted = static_cast<std::size_t>(rules_.clients_per_round);
  round->quorum = std::min(cohort.size(), wanted);
  round->is_short = cohort.size() < wanted;
  round->under_way = cohort.size();
  for (const ClientId id : cohort) invite(round, id);
  stragglers_.begin(*round);
  if (secure_ && !secure_->agree(*round)) return;
  for (const auto& participation : round->participations) {
    if (participation->over) continue;
    if (secure_) {
      secure_->hand_out_shares(participation, [this](const auto& member) { start(member); });
    } else {
      start(participation);
    }
  }
}

void RoundLeader::invite(const std::shared_ptr<OpenRound>& round, ClientId id) {
  const BoundClient& client = clients_[id.index()];
  const std::shared_ptr<Participation> participation =
      ask_client(services_, round, client, cohort_.model.now ? cohort_.model.now() : nullptr);
  const RandomStream slow_down{rules_.seed, "slow_down", static_cast<std::uint64_t>(round->number), id.index()};
  participation->pace = draw_slow_down(rules_.slow_down, slow_down) / client.speed;
  busy_[id.index()] = true;
  pool_.withdraw(id);
  round->participations.push_back(participation);
  expect_departure(departures_, rules_.availability, participation);
}

void RoundLeader::start(const std::shared_ptr<Participation>& participation) {
  start_client(services_, cohort_.leader, clients_[static_cast<std::size_t>(participation->row.client)], training_,
               participation, [this](Participation& over, Ending ending) { end_participation(over, ending); });
}

void RoundLeader::close(OpenRound& round) {
  take_first_arrivals(round);
  round.collecting = false;
  round.row.closed_s = now();
  stragglers_.close(round);
  if (rules_.stragglers.after_deadline == AfterDeadline::finish && !round.abandoned) return;
  bool somebody_stops = false;
  for (const auto& participation : round.participations) {
    if (participation->over || participation->delivered) continue;
    participation->cancellation().request();
    somebody_stops = true;
  }
  // Who has been stopped is free for a round that begins at this instant.
  if (somebody_stops) services_.control.instant().await(Instant::Turn::leaders);
}

/// At the instant of closing more may have come than are wanted.
void RoundLeader::take_first_arrivals(OpenRound& round) {
  sort_by_arrival(round.arrivals);
  const std::vector<std::shared_ptr<Participation>> all = round.arrivals;
  round.arrivals.resize(std::min(all.size(), round.quorum));
  for (std::size_t surplus = round.arrivals.size(); surplus < all.size(); ++surplus) {
    Participation& participation = *all[surplus];
    if (std::exchange(participation.delivered, false)) release(participation);
    keep_or_record(participation, Outcome::dropped);
  }
}

Ending RoundLeader::aggregate(OpenRound& round, Cancellation& cancellation) {
  std::vector<std::shared_ptr<Participation>> used = stragglers_.take_late_before(round.number);
  used.insert(used.end(), round.arrivals.begin(), round.arrivals.end());
  const bool readable = !secure_ || secure_->unmask(round);
  Ending ending = round.abandoned ? Ending::failed : Ending::cancelled;
  if (readable && !round.abandoned) {
    const Flops work = aggregation_work(round, used.size());
    ending = services_.processor.compute(cohort_.leader, work, Activity::aggregate, cancellation);
  }
  std::sort(used.begin(), used.end(), [](const auto& a, const auto& b) {
    return std::tie(a->row.client, a->round->number) < std::tie(b->row.client, b->round->number);
  });
  if (ending == Ending::done) learn_from(round, used);
  settle(round, used, ending == Ending::done ? Outcome::aggregated : Outcome::dropped);
  return ending;
}

Flops RoundLeader::aggregation_work(const OpenRound& round, std::size_t updates) const {
  const Flops work = rules_.aggregation_per_update * static_cast<double>(updates);
  return secure_ ? work + secure_->unmasking_work(round) : work;
}

void RoundLeader::learn_from(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used) {
  if (!cohort_.model.learn) return;
  std::vector<FederatedTraining::Pending> updates;
  std::vector<double> weights;
  for (const auto& participation : used) {
    updates.push_back(std::move(participation->update));
    weights.push_back(stragglers_.weight(*participation, round.number));
  }
  cohort_.model.learn(round.number, std::move(updates), weights);
}

void RoundLeader::settle(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used, Outcome outcome) {
  double staleness = 0;
  for (const auto& participation : used) {
    if (participation->round.get() == &round) {
      record(*participation, outcome);
    } else {
      settle_late(*participation, outcome);
    }
    staleness += participation->row.staleness;
  }
  if (outcome == Outcome::aggregated && !used.empty()) {
    round.row.staleness_mean = staleness / static_cast<double>(used.size());
  }
}

void RoundLeader::settle_late(Participation& participation, Outcome outcome) {
  record(participation, outcome);
  --participation.round->stale;
  record_if_over(services_, *participation.round);
}

void RoundLeader::report_to_selector(const OpenRound& round) {
  if (rules_.selector == nullptr) return;
  std::map<ClientId, ClientReport> reports;
  for (const auto& participation : round.participations) {
    const ParticipationRow& row = participation->row;
    const ClientId client{static_cast<std::size_t>(row.client)};
    const double until = participation->over ? row.end_s : now();
    reports[client] = {client, row.round, false, until - row.selected_s, row.samples};
  }
  for (const auto& arrival : round.arrivals) reports[ClientId{static_cast<std::size_t>(arrival->row.client)}].returned = true;
  if (services_.learning != nullptr && round.row.aggregated > 0) {
    for (const ClientLoss& loss : services_.learning->client_losses()) {
      const auto report = reports.find(loss.client);
      if (report == reports.end()) continue;  // a stale update, of whom another round has reported
      report->second.mean_loss = loss.mean;
      report->second.root_mean_square_loss = loss.root_mean_square;
    }
  }
  for (const auto& [client, report] : reports) rules_.selector->report(report);
}

void RoundLeader::finish(OpenRound& round) {
  round.row.end_s = now();
  round.finished = true;
  last_finished_ = round.number;
  round.arrivals.clear();
  record_if_over(services_, round);
}

void RoundLeader::abandon(OpenRound& round) {
  round.abandoned = true;
  services_.control.announce();
}

void RoundLeader::drop_late() {
  for (const auto& late : stragglers_.take_late()) settle_late(*late, Outcome::dropped);
}

void RoundLeader::end_participation(Participation& participation, Ending ending) {
  OpenRound& round = *participation.round;
  participation.row.end_s = now();
  participation.row.staleness = staleness(participation);
  --round.under_way;
  participation.delivered = secure_ && ending == Ending::done && is_in_time(participation);
  if (!participation.delivered) release(participation);
  stragglers_.end(participation, ending);
  settle_ended(participation, ending);
  record_if_over(services_, round);
  services_.control.announce();
}

/// Nothing more is asked of a client for this round.
void RoundLeader::release(Participation& participation) {
  const BoundClient& client = clients_[static_cast<std::size_t>(participation.row.client)];
  participation.row.end_s = now();
  participation.over = true;
  busy_[client.id.index()] = false;
  if (services_.is_ready(client.device)) admit(client.id);
  services_.recorder.hosts().set_round(client.device, -1, now());
}

bool RoundLeader::is_in_time(const Participation& participation) const {
  const OpenRound& round = *participation.round;
  return round.collecting && !stragglers_.drops(participation);
}

/// Of a client that the server itself did not stop it learns only by its silence.
void RoundLeader::record_loss(Participation& participation, Ending ending) {
  const bool lost_its_leader = participation.round->abandoned;
  const Outcome outcome = lost_its_leader ? Outcome::failed : outcome_of_loss(participation, ending);
  if (outcome != Outcome::cancelled) participation.round->learns_at_s = now() + rules_.failure_timeout.value();
  record(participation, outcome);
}

/// What becomes of an update that has come, or will not.
void RoundLeader::settle_ended(Participation& participation, Ending ending) {
  OpenRound& round = *participation.round;
  if (ending != Ending::done) {
    record_loss(participation, ending);
  } else if (is_in_time(participation)) {
    round.arrivals.push_back(participation.shared_from_this());
  } else {
    keep_or_record(participation, round.collecting ? Outcome::dropped : Outcome::late);
  }
}

/// An update that its own round does not use may count in the next one.
void RoundLeader::keep_or_record(Participation& participation, Outcome outcome) {
  if (stragglers_.keeps_late() && !services_.control.stopped()) {
    stragglers_.keep(participation.shared_from_this());
  } else {
    record(participation, outcome);
  }
}

void RoundLeader::record(Participation& participation, Outcome outcome) {
  ParticipationRow& row = participation.row;
  row.outcome = outcome;
  if (outcome == Outcome::aggregated) row.staleness = staleness(participation);
  count_in(participation.round->row, row);
  if (outcome != Outcome::aggregated) lose_encoding(services_, participation);
  services_.recorder.record(row, now());
}

/// The models that have been made since the one that it was trained from.
std::int32_t RoundLeader::staleness(const Participation& participation) const {
  return std::max(0, last_finished_ + 1 - participation.round->number);
}

/// A client that owns no samples has nothing to say.
void RoundLeader::admit(ClientId client) {
  if (clients_[client.index()].samples > 0) pool_.admit(client);
}

void RoundLeader::on_device_state(HostId device, bool ready) {
  const ClientId client = client_on_[device.index()];
  if (!client) return;
  if (!ready) pool_.withdraw(client);
  if (ready && !busy_[client.index()]) admit(client);
}

}  // namespace roundwatt
