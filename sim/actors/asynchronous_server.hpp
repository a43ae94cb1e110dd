#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/departures.hpp"
#include "sim/actors/protocol.hpp"
#include "sim/actors/round_steps.hpp"
#include "sim/federation/client_pool.hpp"
#include "sim/federation/device_speed.hpp"
#include "sim/federation/staleness_discount.hpp"
#include "sim/learning/asynchronous_averaging.hpp"

namespace roundwatt {

/// The rules of an asynchronous run: docs/formats/scenario.md, federation.asynchronous.
struct AsynchronousRules {
  std::uint64_t seed = 0;
  std::int64_t max_concurrency = 1;
  std::optional<std::int64_t> max_staleness;
  std::int64_t buffer_size = 1;  ///< updates in one aggregation; 1 in FedAsync
  StalenessDiscount discount;
  AsynchronousRule merging;
  Flops aggregation_per_update;
  SlowDownRule slow_down;
  const Availability* availability = nullptr;  ///< null: always
  Seconds failure_timeout;                     ///< until the server learns that a client is lost
};

/// FedAsync (Xie et al. 2019) and FedBuff (Nguyen et al. 2022): max_concurrency clients are under way, each from the model as
/// it was when it was asked; what comes back is merged as soon as the buffer is full. A round is the making of one version of
/// the model: it begins with the model that its clients are given, and ends with the next. A client trains each version at most
/// once. The server does one thing at a time: while it aggregates or evaluates it asks nobody.
class AsynchronousServer final : public Protocol {
 public:
  /// The first instant after its argument at which one of the clients that are off now comes back, or nothing.
  using NextReturn = std::function<std::optional<double>(double)>;

  AsynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                     const AsynchronousRules& rules, NextReturn next_return, ActorServices services);

  /// The server; and where clients leave, an actor that tells them when.
  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool ready) override;

 private:
  void run();
  void open_round();
  void fill_slots();
  void ask(ClientId client);
  void take_in_arrivals();
  std::optional<RoundEnd> reason_to_close() const;
  void wait_for_someone();
  std::optional<double> next_look();
  void commit(RoundEnd reason);
  void aggregate();
  void merge_buffer();
  void evaluate_and_stop();
  void end_run();
  void end_participation(Participation& participation, Ending ending);
  void record_loss(Participation& participation, Ending ending);
  void give_up_lost();
  void free(ClientId client);
  void record(Participation& participation, Outcome outcome);
  void admit(ClientId client);
  bool is_ready(ClientId client) const;
  std::int32_t staleness(const Participation& participation) const { return round_->row.round - participation.row.round; }
  double now() const { return simgrid::s4u::Engine::get_clock(); }

  HostId server_;
  const std::vector<BoundClient>& clients_;
  std::vector<ClientId> client_on_;  ///< by host
  const LocalTraining& training_;
  AsynchronousRules rules_;
  NextReturn next_return_;
  ActorServices services_;
  ClientPool pool_;
  std::vector<std::int32_t> last_asked_;  ///< round in which, by client; 0: never
  std::vector<bool> busy_;                ///< by client
  std::vector<ClientId> rested_;          ///< have been asked for the present version, and are admitted to the next
  std::size_t under_way_ = 0;
  /// Clients that are lost and when the server gives them up, ascending; so long they keep their places and are not asked.
  std::deque<std::pair<double, ClientId>> silent_;
  std::uint64_t draws_ = 0;
  std::shared_ptr<OpenRound> round_;                      ///< the present one; its arrivals are the buffer
  std::vector<std::shared_ptr<Participation>> received_;  ///< not yet looked at
  RunControl::News news_;
  RunControl::Enrolled enrolled_;
  Departures departures_;
};

}  // namespace roundwatt
