#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/departures.hpp"
#include "sim/actors/protocol.hpp"
#include "sim/actors/round_steps.hpp"
#include "sim/actors/secure_exchange.hpp"
#include "sim/actors/straggler_watch.hpp"
#include "sim/federation/client_pool.hpp"
#include "sim/federation/device_speed.hpp"
#include "sim/federation/selector.hpp"

namespace roundwatt {

/// The rules of rounds: docs/formats/scenario.md, federation.
struct RoundRules {
  std::uint64_t seed = 0;
  std::int64_t clients_per_round = 1;
  Stragglers stragglers;
  SlowDownRule slow_down;
  Flops aggregation_per_update;
  const Availability* availability = nullptr;    ///< null: always
  Seconds failure_timeout;                       ///< until the leader learns that a client is lost
  std::shared_ptr<Selector> selector = nullptr;  ///< null: uniform, without a look at everybody
  std::optional<SecureAggregation> secure_aggregation = std::nullopt;
};

/// The model that a leader's clients start from and that its rounds move; both empty where nothing is trained.
struct LedModel {
  std::function<FederatedTraining::Snapshot()> now;
  /// Of a round's number, its updates by client, and what each counts beside its client's weight.
  std::function<void(std::int32_t, std::vector<FederatedTraining::Pending>, const std::vector<double>&)> learn;
};

/// Who leads whom.
struct LedCohort {
  HostId leader;
  std::uint64_t number = 0;  ///< of the leader among those of the run: its draws are its own
  std::vector<ClientId> members;
  LedModel model;
};

/// The first instant after its argument at which one of the clients that are off now comes back, or nothing.
using NextReturn = std::function<std::optional<double>(double)>;

/// The steps of rounds with a cohort of clients, over-selection and deadlines (Bonawitz et al. 2019), for whoever leads them:
/// ask, collect, close, aggregate, finish. Clients that are not members are nobody's business here.
class RoundLeader {
 public:
  /// \p clients: all of the run, by number.
  RoundLeader(LedCohort cohort, const std::vector<BoundClient>& clients, const LocalTraining& training, const RoundRules& rules,
              NextReturn next_return, ActorServices services);

  /// Where clients leave, an actor that tells them when.
  std::vector<Role> roles();
  void on_device_state(HostId device, bool ready);

  /// Waits until somebody can be asked, the run ends or \p given_up says so. Returns false where nobody ever will.
  bool wait_for_clients(const std::function<bool()>& given_up);
  /// Selects the clients of \p round and lets them start.
  void ask(const std::shared_ptr<OpenRound>& round);
  /// Waits until \p round has what it waits for; says why it has stopped.
  void collect(OpenRound& round) { collect_updates(services_.control, news_, round); }
  void close(OpenRound& round);
  /// Joins the updates of \p round and those that came too late for theirs. Failed where the leader's host goes off meanwhile.
  Ending aggregate(OpenRound& round, Cancellation& cancellation);
  /// What the round has shown of its clients, for who is asked next.
  void report_to_selector(const OpenRound& round);
  void finish(OpenRound& round);
  /// The leader is gone: \p round stops collecting, what it has under way is stopped and what has come is lost.
  void abandon(OpenRound& round);
  void wait_until(double time);
  void pause() { pause_for_a_second(services_.control, news_); }
  /// Late updates for which no round came any more.
  void drop_late();

 private:
  std::vector<ClientId> select(const OpenRound& round, std::size_t wanted);
  void invite(const std::shared_ptr<OpenRound>& round, ClientId id);
  void start(const std::shared_ptr<Participation>& participation);
  Flops aggregation_work(const OpenRound& round, std::size_t updates) const;
  void learn_from(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used);
  void settle(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used, Outcome outcome);
  void settle_late(Participation& participation, Outcome outcome);
  void keep_or_record(Participation& participation, Outcome outcome);
  void admit(ClientId client);
  void end_participation(Participation& participation, Ending ending);
  void take_first_arrivals(OpenRound& round);
  bool is_in_time(const Participation& participation) const;
  void release(Participation& participation);
  void record_loss(Participation& participation, Ending ending);
  void settle_ended(Participation& participation, Ending ending);
  void record(Participation& participation, Outcome outcome);
  std::int32_t staleness(const Participation& participation) const;
  double now() const { return simgrid::s4u::Engine::get_clock(); }

  LedCohort cohort_;
  const std::vector<BoundClient>& clients_;
  std::vector<ClientId> client_on_;  ///< by host
  const LocalTraining& training_;
  RoundRules rules_;
  NextReturn next_return_;
  ActorServices services_;
  RunControl::News news_;
  StragglerWatch stragglers_;
  ClientPool pool_;
  std::vector<bool> busy_;  ///< by client
  Departures departures_;
  std::optional<SecureExchange> secure_;
  std::int32_t last_finished_ = 0;  ///< number of the round that has made the present model
};

}  // namespace roundwatt
