#include "sim/actors/round_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

double now() { return sg::Engine::get_clock(); }

bool is_reached(double instant) { return instant <= now() + precision_of_time; }

/// What ends a round now. An update that is there by the deadline, be it at that very instant, counts.
std::optional<RoundEnd> reason_to_close(const RunControl& control, const OpenRound& round) {
  if (control.stopped()) return RoundEnd::end_of_run;
  if (round.abandoned) return RoundEnd::aggregator_lost;
  if (round.given_up) return round.given_up;
  if (round.arrivals.size() >= round.quorum) return round.is_short ? RoundEnd::nobody_left : RoundEnd::quorum;
  if (round.under_way == 0 && is_reached(round.learns_at_s)) return RoundEnd::nobody_left;
  if (round.latest && is_reached(*round.latest)) return RoundEnd::deadline;
  return std::nullopt;
}

/// Nobody will announce that a client which was lost is given up.
std::optional<double> next_look(const OpenRound& round) {
  if (round.under_way > 0) return round.latest;
  return std::min(round.latest.value_or(round.learns_at_s), round.learns_at_s);
}

}  // namespace

std::shared_ptr<OpenRound> begin_round(ActorServices& services, HostId server, std::int32_t number) {
  const FleetHost& host = services.fleet.host(server);
  if (!host.simgrid->is_on()) {
    throw RunError{fmt::format("the server {} is off at {} s: no round can begin", host.row.name, now())};
  }
  auto round = std::make_shared<OpenRound>();
  round->row.round = round->number = number;
  round->row.aggregator = server.row;
  round->row.start_s = now();
  services.recorder.hosts().set_round(server, number, now());
  return round;
}

std::shared_ptr<Participation> ask_client(ActorServices& services, const std::shared_ptr<OpenRound>& round,
                                          const BoundClient& client, FederatedTraining::Snapshot model) {
  auto participation = std::make_shared<Participation>(services.control, round);
  participation->row.round = round->row.round;
  participation->row.edge_round = round->row.edge_round;
  participation->row.aggregator = round->row.aggregator;
  participation->row.client = client.id.row;
  participation->row.host = client.device.row;
  participation->row.selected_s = now();
  participation->row.samples = client.samples;
  participation->global = std::move(model);
  services.recorder.hosts().set_round(client.device, round->row.round, now());
  return participation;
}

void start_client(ActorServices& services, HostId server, const BoundClient& client, const LocalTraining& training,
                  std::shared_ptr<Participation> participation, EndParticipation end) {
  const FlopsPerSecond speed{services.fleet.host(client.device).row.speed_flop_s};
  const auto take_part = [&services, server, &client, &training, participation = std::move(participation), end = std::move(end),
                          speed] {
    Client actor{client, server, training, services.transport, services.processor, speed, services.learning};
    end(*participation, actor.participate(*participation));
  };
  start_actor("client", sg::this_actor::get_host(), services.control.guarded(take_part));
}

void expect_departure(Departures& departures, const Availability* availability,
                      const std::shared_ptr<Participation>& participation) {
  if (availability == nullptr) return;
  const ClientId client{static_cast<std::size_t>(participation->row.client)};
  const Presence presence = availability->at(client, now());
  if (presence.until < Presence::for_ever) departures.expect(presence.until, participation);
}

Outcome outcome_of_loss(const Participation& participation, Ending ending) {
  if (ending != Ending::cancelled) return Outcome::failed;
  return participation.left ? Outcome::left : Outcome::cancelled;
}

void throw_nobody_left(const ActorServices& services, const Availability* availability, std::size_t clients) {
  const char* low = services.batteries == nullptr ? "" : ", or too low on battery (federation.battery),";
  const std::string why =
      availability == nullptr
          ? fmt::format("all {} devices are off{} for good", clients, low)
          : fmt::format("each of {} is away for good (federation.availability) or its device off{}", clients, low);
  throw RunError{fmt::format("no client can take part any more: {} at {} s", why, now())};
}

std::optional<double> earlier(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

void collect_updates(RunControl& control, RunControl::News& news, OpenRound& round) {
  while (true) {
    if (!reason_to_close(control, round)) {
      news.wait(next_look(round));
      continue;
    }
    control.instant().await(Instant::Turn::leaders);
    if (const auto reason = reason_to_close(control, round)) {
      round.row.closed_by = *reason;
      return;
    }
  }
}

void sort_by_arrival(std::vector<std::shared_ptr<Participation>>& arrivals) {
  const auto time_of = [](const auto& one) { return one->row.end_s; };
  const auto by_client = [](const auto& a, const auto& b) { return a->row.client < b->row.client; };
  std::sort(arrivals.begin(), arrivals.end(), [&](const auto& a, const auto& b) { return time_of(a) < time_of(b); });
  for (auto first = arrivals.begin(); first != arrivals.end();) {
    const auto next = std::find_if(first, arrivals.end(),
                                   [&](const auto& one) { return time_of(one) > time_of(*first) + precision_of_time; });
    std::sort(first, next, by_client);
    first = next;
  }
}

void report_server_off(ActorServices& services, HostId server, const OpenRound& round) {
  throw RunError{fmt::format("the server {} went off at {} s, while it aggregated round {}",
                             services.fleet.host(server).row.name, now(), round.row.round)};
}

Ending work_on_updates(ActorServices& services, HostId server, const OpenRound& round, Flops work, Cancellation& cancellation) {
  const Ending ending = services.processor.compute(server, work, Activity::aggregate, cancellation);
  if (ending == Ending::failed) report_server_off(services, server, round);
  return ending;
}

void record_if_over(ActorServices& services, OpenRound& round) {
  if (!round.finished || round.under_way > 0 || round.stale > 0 || round.edge_rounds > 0) return;
  // Links tell global rounds apart.
  if (!round.within) services.recorder.close_links_of(round.row.round, now());
  services.recorder.record(round.row, now());
  round.participations.clear();
  if (!round.within) return;
  --round.within->edge_rounds;
  record_if_over(services, *round.within);
}

void lose_encoding(const ActorServices& services, Participation& participation) {
  if (!participation.encoding) return;
  services.learning->lose(ClientId{static_cast<std::size_t>(participation.row.client)}, *participation.encoding);
  participation.encoding.reset();
}

void wait_for_end_if_due(const ActorServices& services, RunControl::News& news) {
  while (services.stops.time_is_up() && !services.control.stopped()) news.wait(std::nullopt);
}

void pause_for_a_second(RunControl& control, RunControl::News& news) {
  const double until = now() + 1;
  while (!control.stopped() && now() < until) news.wait(until);
}

}  // namespace roundwatt
