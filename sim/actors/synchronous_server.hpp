#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/departures.hpp"
#include "sim/actors/protocol.hpp"
#include "sim/actors/round_steps.hpp"
#include "sim/actors/straggler_watch.hpp"
#include "sim/federation/client_pool.hpp"
#include "sim/federation/device_speed.hpp"
#include "sim/federation/selector.hpp"

namespace fedjoule {

/// The rules of a synchronous run: docs/formats/scenario.md, federation.
struct SynchronousRules {
  std::uint64_t seed = 0;
  std::int64_t clients_per_round = 1;
  Stragglers stragglers;
  SlowDownRule slow_down;
  Flops aggregation_per_update;
  const Availability* availability = nullptr;    ///< null: always
  Seconds failure_timeout;                       ///< until the server learns that a client is lost
  std::shared_ptr<Selector> selector = nullptr;  ///< null: uniform, without a look at everybody
  std::function<double(double)> delay = {};      ///< how long a round that could begin now waits for cleaner power, s
};

/// Synchronous federated averaging (McMahan et al. 2017) with over-selection and deadlines (Bonawitz et al. 2019).
class SynchronousServer final : public Protocol {
 public:
  /// The first instant after its argument at which one of the clients that are off now comes back, or nothing.
  using NextReturn = std::function<std::optional<double>(double)>;

  SynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                    const SynchronousRules& rules, NextReturn next_return, ActorServices services);

  /// The server; and where clients leave, an actor that tells them when.
  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool on) override;

 private:
  void run();
  std::vector<ClientId> select(std::int32_t round, std::size_t wanted);
  void report_to_selector(const OpenRound& round);
  void broadcast(const std::shared_ptr<OpenRound>& round, const std::vector<ClientId>& cohort);
  void collect(OpenRound& round);
  static std::optional<double> next_look(const OpenRound& round, std::optional<double> latest);
  void close(OpenRound& round);
  void aggregate(OpenRound& round);
  void learn_from(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used);
  void settle(OpenRound& round, const std::vector<std::shared_ptr<Participation>>& used, Outcome outcome);
  void settle_late(Participation& participation, Outcome outcome);
  void drop_late();
  std::optional<EvaluationResult> evaluate(const OpenRound& round);
  void admit(ClientId client);
  void finish(OpenRound& round);
  void wait_for_clients();
  void wait_for_clean_power();
  bool has_lost_all(const OpenRound& round) const { return round.under_way == 0 && now() >= round.learns_at_s; }
  void end_participation(Participation& participation, Ending ending);
  void record_loss(Participation& participation, Ending ending);
  void settle_ended(Participation& participation, Ending ending);
  void record(Participation& participation, Outcome outcome);
  double now() const { return simgrid::s4u::Engine::get_clock(); }

  HostId server_;
  const std::vector<BoundClient>& clients_;
  std::vector<ClientId> client_on_;  ///< by host
  const LocalTraining& training_;
  SynchronousRules rules_;
  NextReturn next_return_;
  ActorServices services_;
  StragglerWatch stragglers_;
  ClientPool pool_;
  std::vector<bool> busy_;  ///< by client
  RunControl::Enrolled enrolled_;
  Departures departures_;
  std::int32_t rounds_opened_ = 0;
};

}  // namespace fedjoule
