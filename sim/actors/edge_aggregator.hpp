#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/round_leader.hpp"

namespace roundwatt {

/// The clients of an edge aggregator.
struct EdgeCohort {
  HostId host;
  std::vector<ClientId> members;
  NextReturn next_return;  ///< of their devices
};

/// What mode hierarchical adds to the rules of rounds.
struct HierarchicalRules {
  RoundRules rounds;
  std::int64_t edge_rounds = 1;
  Bytes model;                                     ///< what goes between the server and an aggregator, either way
  ClientWeights weights = ClientWeights::samples;  ///< of edge models
};

/// An edge aggregator of HierFAVG (Liu et al. 2020): in each global round it takes the model, leads its clients through edge
/// rounds, and sends up what they have made of it.
class EdgeAggregator {
 public:
  /// \p number: among the aggregators of the run.
  EdgeAggregator(std::uint64_t number, HostId server, const EdgeCohort& cohort, const std::vector<BoundClient>& clients,
                 const LocalTraining& training, const HierarchicalRules& rules, ActorServices services);

  /// The protocol of one global round, from an actor that outlives the aggregator.
  Ending take_part(Participation& part);
  /// What came of the last part, where models are trained.
  const FederatedTraining::EdgeModel& model() const { return model_; }

  HostId host() const { return host_; }
  bool is_on() const { return services_.fleet.host(host_).simgrid->is_on(); }
  /// All of its clients are away for good.
  bool has_given_up() const { return given_up_; }
  std::vector<Role> roles() { return leader_.roles(); }
  /// Its own host going off ends its part at once, and those of its clients.
  void on_device_state(HostId device, bool on);

 private:
  Ending transfer(Participation& part, HostId from, HostId to, TransferPurpose purpose);
  Ending lead_edge_round(Participation& part, std::int32_t number);
  std::shared_ptr<OpenRound> begin_edge_round(const Participation& part, std::int32_t number) const;
  bool is_over(Participation& part) const { return lost_ || part.cancellation().requested(); }
  LedModel led_model();

  HostId host_, server_;
  const HierarchicalRules& rules_;
  ActorServices services_;
  FederatedTraining::EdgeModel model_;
  RoundLeader leader_;
  std::shared_ptr<OpenRound> open_;  ///< the edge round that collects
  bool given_up_ = false;
  bool lost_ = false;  ///< its host went off since its part began
};

}  // namespace roundwatt
