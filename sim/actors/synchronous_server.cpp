#include "sim/actors/synchronous_server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "sim/base/error.hpp"

namespace fedjoule {

SynchronousServer::SynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                                     const SynchronousRules& rules, NextReturn next_return, ActorServices services)
    : server_{server},
      clients_{clients},
      client_on_(services.fleet.hosts().size()),
      training_{training},
      rules_{rules},
      next_return_{std::move(next_return)},
      services_{services},
      stragglers_{rules.stragglers, rules.seed, training},
      pool_{clients.size(), rules.availability},
      busy_(clients.size(), false),
      enrolled_{services.control} {
  for (const BoundClient& client : clients_) {
    client_on_[client.device.index()] = client.id;
    if (services_.fleet.host(client.device).simgrid->is_on()) admit(client.id);
  }
}

std::vector<Role> SynchronousServer::roles() {
  std::vector<Role> roles{{"server", [this] { run(); }}};
  if (rules_.availability != nullptr) roles.push_back({"departures", [this] { departures_.run(); }, true});
  return roles;
}

void SynchronousServer::run() {
  while (!services_.control.stopped()) {
    wait_for_clients();
    wait_for_clean_power();
    if (services_.control.stopped()) break;
    const std::shared_ptr<OpenRound> round = begin_round(services_, server_, ++rounds_opened_);
    const std::size_t wanted = clients_to_select(rules_.stragglers.over_selection, rules_.clients_per_round);
    broadcast(round, select(round->row.round, wanted));
    collect(*round);
    close(*round);
    aggregate(*round);
    report_to_selector(*round);
    const auto result = evaluate(*round);
    finish(*round);
    if (result && !services_.control.stopped()) services_.stops.after_evaluation(round->row.round, *result);
    if (!services_.control.stopped()) services_.stops.after_round(round->row.round);
    if (!services_.control.stopped())
      if (round->row.aggregated == 0 && now() == round->row.start_s) pause_for_a_second(services_.control);
  }
  drop_late();
}

/// Late updates for which no round came any more.
void SynchronousServer::drop_late() {
  for (const auto& late : stragglers_.take_late()) settle_late(*late, Outcome::dropped);
}

std::vector<ClientId> SynchronousServer::select(std::int32_t round, std::size_t wanted) {
  const RandomStream stream{rules_.seed, "selection", static_cast<std::uint64_t>(round)};
  if (rules_.selector == nullptr) return pool_.select(wanted, now(), stream);
  return rules_.selector->select({round, now(), pool_.available(now()), wanted, stream});
}

/// What a round has shown of its clients, in their order.
void SynchronousServer::report_to_selector(const OpenRound& round) {
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

void SynchronousServer::broadcast(const std::shared_ptr<OpenRound>& round, const std::vector<ClientId>& cohort) {
  round->row.selected = static_cast<std::int32_t>(cohort.size());
  round->quorum = std::min(cohort.size(), static_cast<std::size_t>(rules_.clients_per_round));
  round->under_way = cohort.size();
  for (const ClientId id : cohort) {
    const BoundClient& client = clients_[id.index()];
    const std::shared_ptr<Participation> participation = ask_client(services_, round, client);
    const RandomStream slow_down{rules_.seed, "slow_down", static_cast<std::uint64_t>(round->row.round), id.index()};
    participation->pace = draw_slow_down(rules_.slow_down, slow_down) / client.speed;
    busy_[id.index()] = true;
    pool_.withdraw(id);
    round->participations.push_back(participation);
    expect_departure(departures_, rules_.availability, participation);
  }
  stragglers_.begin(*round);
  for (const auto& participation : round->participations) {
    start_client(services_, server_, clients_[static_cast<std::size_t>(participation->row.client)], training_, participation,
                 [this](Participation& over, Ending ending) { end_participation(over, ending); });
  }
}

void SynchronousServer::collect(OpenRound& round) {
  while (true) {
    if (services_.control.stopped()) {
      round.row.closed_by = RoundEnd::end_of_run;
    } else if (round.arrivals.size() >= round.quorum) {
      round.row.closed_by = RoundEnd::quorum;
    } else if (has_lost_all(round)) {
      round.row.closed_by = RoundEnd::nobody_left;
    } else if (round.latest && now() >= *round.latest) {
      round.row.closed_by = RoundEnd::deadline;
    } else {
      services_.control.wait_for_news(next_look(round, round.latest));
      continue;
    }
    return;
  }
}

/// Nobody will announce that a client which was lost is given up.
std::optional<double> SynchronousServer::next_look(const OpenRound& round, std::optional<double> latest) {
  if (round.under_way > 0) return latest;
  return std::min(latest.value_or(round.learns_at_s), round.learns_at_s);
}

void SynchronousServer::close(OpenRound& round) {
  round.collecting = false;
  round.row.closed_s = now();
  stragglers_.close(round);
  if (rules_.stragglers.after_deadline == AfterDeadline::finish) return;
  for (const auto& participation : round.participations) {
    if (!participation->over) participation->cancellation().request();
  }
}

/// Joins the updates of the round and those that came too late for theirs.
void SynchronousServer::aggregate(OpenRound& round) {
  std::vector<std::shared_ptr<Participation>> used = stragglers_.take_late();
  used.insert(used.end(), round.arrivals.begin(), round.arrivals.end());
  const Flops work = rules_.aggregation_per_update * static_cast<double>(used.size());
  const Ending ending = work_on_updates(services_, server_, round, work, enrolled_.cancellation);
  std::sort(used.begin(), used.end(), [](const auto& a, const auto& b) {
    return std::tie(a->row.client, a->row.round) < std::tie(b->row.client, b->row.round);
  });
  if (ending == Ending::done) learn_from(round, used);
  settle(round, used, ending == Ending::done ? Outcome::aggregated : Outcome::dropped);
}

void SynchronousServer::settle_late(Participation& participation, Outcome outcome) {
  record(participation, outcome);
  --participation.round->stale;
  record_if_over(services_, *participation.round);
}

void SynchronousServer::settle(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used, Outcome outcome) {
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

void SynchronousServer::learn_from(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used) {
  if (services_.learning == nullptr) return;
  std::vector<FederatedTraining::Pending> updates;
  std::vector<double> weights;
  for (const auto& participation : used) {
    updates.push_back(std::move(participation->update));
    weights.push_back(stragglers_.weight(*participation, round.row.round));
  }
  services_.learning->aggregate(round.row.round, std::move(updates), weights);
}

std::optional<EvaluationResult> SynchronousServer::evaluate(const OpenRound& round) {
  if (services_.control.stopped() || !services_.evaluator.is_due(round.row.round)) return std::nullopt;
  return services_.evaluator.evaluate(server_, round.row.round, enrolled_.cancellation);
}

void SynchronousServer::finish(OpenRound& round) {
  round.row.end_s = now();
  round.finished = true;
  round.arrivals.clear();
  record_if_over(services_, round);
}

void SynchronousServer::wait_for_clients() {
  while (!services_.control.stopped() && !pool_.has_available(now())) {
    const bool some_are_busy = std::find(busy_.begin(), busy_.end(), true) != busy_.end();
    const std::optional<double> back = earlier(next_return_(now()), pool_.next_return());
    if (!back && !some_are_busy) throw_nobody_left(rules_.availability, clients_.size());
    services_.control.wait_for_news(back);
  }
}

/// Clients may go away meanwhile.
void SynchronousServer::wait_for_clean_power() {
  constexpr double precision = 1e-9;  // of SimGrid's clock
  if (!rules_.delay || services_.control.stopped()) return;
  const double begin = now() + rules_.delay(now());
  while (!services_.control.stopped() && begin - now() > precision) services_.control.wait_for_news(begin);
  wait_for_clients();
}

void SynchronousServer::end_participation(Participation& participation, Ending ending) {
  OpenRound& round = *participation.round;
  ParticipationRow& row = participation.row;
  const BoundClient& client = clients_[static_cast<std::size_t>(row.client)];
  row.end_s = now();
  participation.over = true;
  --round.under_way;
  busy_[client.id.index()] = false;
  if (services_.fleet.host(client.device).simgrid->is_on()) admit(client.id);
  services_.recorder.hosts().set_round(client.device, -1, now());
  stragglers_.end(participation, ending);
  settle_ended(participation, ending);
  record_if_over(services_, round);
  services_.control.announce();
}

/// Of a client that the server itself did not stop it learns only by its silence.
void SynchronousServer::record_loss(Participation& participation, Ending ending) {
  const Outcome outcome = outcome_of_loss(participation, ending);
  if (outcome != Outcome::cancelled) participation.round->learns_at_s = now() + rules_.failure_timeout.value();
  record(participation, outcome);
}

/// What becomes of an update that has come, or will not.
void SynchronousServer::settle_ended(Participation& participation, Ending ending) {
  OpenRound& round = *participation.round;
  if (ending != Ending::done) {
    record_loss(participation, ending);
  } else if (round.collecting && round.arrivals.size() < round.quorum && !stragglers_.drops(participation)) {
    round.arrivals.push_back(participation.shared_from_this());
  } else if (stragglers_.keeps_late() && !services_.control.stopped()) {
    stragglers_.keep(participation.shared_from_this());
  } else {
    record(participation, round.collecting ? Outcome::dropped : Outcome::late);
  }
}

void SynchronousServer::record(Participation& participation, Outcome outcome) {
  ParticipationRow& row = participation.row;
  row.outcome = outcome;
  row.staleness = rounds_opened_ - row.round;
  count_in(participation.round->row, row);
  services_.recorder.record(row, now());
}

/// A client that owns no samples has nothing to say.
void SynchronousServer::admit(ClientId client) {
  if (clients_[client.index()].samples > 0) pool_.admit(client);
}

void SynchronousServer::on_device_state(HostId device, bool on) {
  const ClientId client = client_on_[device.index()];
  if (!client) return;
  if (!on) pool_.withdraw(client);
  if (on && !busy_[client.index()]) admit(client);
}

}  // namespace fedjoule
