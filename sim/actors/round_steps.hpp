#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/client.hpp"
#include "sim/actors/departures.hpp"
#include "sim/actors/participation.hpp"
#include "sim/federation/availability.hpp"

namespace roundwatt {

/// The steps that rounds of every mode have in common; who takes them when is the server's protocol.

/// Round \p number begins now. \throws RunError where the server is off.
std::shared_ptr<OpenRound> begin_round(ActorServices& services, HostId server, std::int32_t number);

/// Asks \p client, with \p model, which is null where nothing is trained. Its device works for \p round from now on.
std::shared_ptr<Participation> ask_client(ActorServices& services, const std::shared_ptr<OpenRound>& round,
                                          const BoundClient& client, FederatedTraining::Snapshot model);

/// How a client's participation is brought to its end.
using EndParticipation = std::function<void(Participation&, Ending)>;

/// Lets \p client take part, as an actor of its own on the stage; \p end is called by it. All but the participation outlive it.
void start_client(ActorServices& services, HostId server, const BoundClient& client, const LocalTraining& training,
                  std::shared_ptr<Participation> participation, EndParticipation end);

/// Lets the client leave when its time is over; \p availability is null where clients are always there.
void expect_departure(Departures& departures, const Availability* availability,
                      const std::shared_ptr<Participation>& participation);

/// What becomes of a participation that did not come to its end.
Outcome outcome_of_loss(const Participation& participation, Ending ending);

/// \throws RunError: none of \p clients will ever be there again.
[[noreturn]] void throw_nobody_left(const ActorServices& services, const Availability* availability, std::size_t clients);

/// The earlier of two instants, either of which may never come.
std::optional<double> earlier(std::optional<double> a, std::optional<double> b);

/// Waits until \p round has the updates of its quorum, or can have no more, and all that happens at that instant has happened;
/// says why in the round's row.
void collect_updates(RunControl& control, RunControl::News& news, OpenRound& round);

/// Puts arrivals in their order: by time, those that are less than SimGrid's precision of time apart by client.
void sort_by_arrival(std::vector<std::shared_ptr<Participation>>& arrivals);

/// \throws RunError: the server went off while it aggregated \p round.
[[noreturn]] void report_server_off(ActorServices& services, HostId server, const OpenRound& round);

/// The server works on \p round's updates. \throws RunError where it goes off meanwhile.
Ending work_on_updates(ActorServices& services, HostId server, const OpenRound& round, Flops work, Cancellation& cancellation);

/// Writes the row of a round that is finished once nobody is under way for it, no late update of it waits and the rows of its
/// edge rounds are written.
void record_if_over(ActorServices& services, OpenRound& round);

/// Clients that fail at once, behind a dead link say, must not be asked again at the same instant for ever.
/// An update that is not used leaves no trace in what its client keeps of its changes.
void lose_encoding(const ActorServices& services, Participation& participation);

/// No round begins at stop.time: where that is now, waits for the end of the run.
void wait_for_end_if_due(const ActorServices& services, RunControl::News& news);

void pause_for_a_second(RunControl& control, RunControl::News& news);

}  // namespace roundwatt
