#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sim/actors/round_leader.hpp"

namespace roundwatt {

/// How long a round that could begin at an instant waits for cleaner power, s; nothing: no round ever waits.
using StartDelay = std::function<double(double)>;

/// Synchronous federated averaging (McMahan et al. 2017) with over-selection and deadlines (Bonawitz et al. 2019).
class SynchronousServer final : public Protocol {
 public:
  SynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                    const RoundRules& rules, StartDelay delay, NextReturn next_return, ActorServices services);

  /// The server; and where clients leave, an actor that tells them when.
  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool ready) override { leader_.on_device_state(device, ready); }

 private:
  void run();
  void wait_for_clients();
  void wait_for_clean_power();
  void aggregate(OpenRound& round);
  std::optional<EvaluationResult> evaluate(const OpenRound& round);

  HostId server_;
  std::size_t clients_;
  const Availability* availability_;
  StartDelay delay_;
  ActorServices services_;
  RoundLeader leader_;
  RunControl::Enrolled enrolled_;
  std::int32_t rounds_opened_ = 0;
};

}  // namespace roundwatt
