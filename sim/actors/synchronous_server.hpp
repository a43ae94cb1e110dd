#pragma once

#include <optional>
#include <vector>

#include "sim/actors/round_leader.hpp"

namespace fedjoule {

/// Synchronous federated averaging (McMahan et al. 2017) with over-selection and deadlines (Bonawitz et al. 2019).
class SynchronousServer final : public Protocol {
 public:
  SynchronousServer(HostId server, const std::vector<BoundClient>& clients, const LocalTraining& training,
                    const RoundRules& rules, NextReturn next_return, ActorServices services);

  /// The server; and where clients leave, an actor that tells them when.
  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool on) override { leader_.on_device_state(device, on); }

 private:
  void run();
  void aggregate(OpenRound& round);
  std::optional<EvaluationResult> evaluate(const OpenRound& round);
  [[noreturn]] void give_up() const;

  HostId server_;
  std::size_t clients_;
  bool clients_leave_;
  ActorServices services_;
  RoundLeader leader_;
  RunControl::Enrolled enrolled_;
  std::int32_t rounds_opened_ = 0;
};

}  // namespace fedjoule
