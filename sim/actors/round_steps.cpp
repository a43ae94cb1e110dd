#include "sim/actors/round_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace fedjoule {

namespace sg = simgrid::s4u;

namespace {

double now() { return sg::Engine::get_clock(); }

}  // namespace

std::shared_ptr<OpenRound> begin_round(ActorServices& services, HostId server, std::int32_t number) {
  const FleetHost& host = services.fleet.host(server);
  if (!host.simgrid->is_on()) {
    throw RunError{fmt::format("the server {} is off at {} s: no round can begin", host.row.name, now())};
  }
  auto round = std::make_shared<OpenRound>();
  round->row.round = number;
  round->row.aggregator = server.row;
  round->row.start_s = now();
  services.recorder.hosts().set_round(server, number, now());
  return round;
}

std::shared_ptr<Participation> ask_client(ActorServices& services, const std::shared_ptr<OpenRound>& round,
                                          const BoundClient& client) {
  auto participation = std::make_shared<Participation>(services.control, round);
  participation->row.round = round->row.round;
  participation->row.client = client.id.row;
  participation->row.host = client.device.row;
  participation->row.selected_s = now();
  participation->row.samples = client.samples;
  if (services.learning != nullptr) participation->global = services.learning->snapshot();
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
  sg::Actor::create("client", sg::this_actor::get_host(), services.control.guarded(take_part));
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

void throw_nobody_left(const Availability* availability, std::size_t clients) {
  const std::string why = availability == nullptr
                              ? fmt::format("all {} devices are off for good", clients)
                              : fmt::format("each of {} is away for good (federation.availability) or its device off", clients);
  throw RunError{fmt::format("no client can take part any more: {} at {} s", why, now())};
}

std::optional<double> earlier(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

Ending work_on_updates(ActorServices& services, HostId server, const OpenRound& round, Flops work, Cancellation& cancellation) {
  const Ending ending = services.processor.compute(server, work, Activity::aggregate, cancellation);
  if (ending != Ending::failed) return ending;
  throw RunError{fmt::format("the server {} went off at {} s, while it aggregated round {}",
                             services.fleet.host(server).row.name, now(), round.row.round)};
}

void record_if_over(ActorServices& services, OpenRound& round) {
  if (!round.finished || round.under_way > 0 || round.stale > 0) return;
  services.recorder.close_links_of(round.row.round, now());
  services.recorder.record(round.row, now());
  round.participations.clear();
}

void pause_for_a_second(RunControl& control) {
  const double until = now() + 1;
  while (!control.stopped() && now() < until) control.wait_for_news(until);
}

}  // namespace fedjoule
