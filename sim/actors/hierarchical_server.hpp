#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/edge_aggregator.hpp"

namespace roundwatt {

/// HierFAVG (Liu et al. 2020): a server, edge aggregators, and clients of these.
class HierarchicalServer final : public Protocol {
 public:
  /// \p edges: in the order in which their models are joined; \p next_return: of their hosts.
  HierarchicalServer(HostId server, const std::vector<EdgeCohort>& edges, const std::vector<BoundClient>& clients,
                     const LocalTraining& training, const HierarchicalRules& rules, NextReturn next_return,
                     ActorServices services);

  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool on) override;

 private:
  void run();
  void wait_for_aggregators();
  void ask_aggregators(const std::shared_ptr<OpenRound>& round);
  void end_part(Participation& part, Ending ending);
  void close(OpenRound& round) const;
  void aggregate(OpenRound& round);
  void learn_from(const OpenRound& round);
  std::optional<EvaluationResult> evaluate(const OpenRound& round);
  void finish(OpenRound& round);

  HostId server_;
  HierarchicalRules rules_;
  NextReturn next_return_;
  ActorServices services_;
  RunControl::News news_;
  RunControl::Enrolled enrolled_;
  std::vector<std::unique_ptr<EdgeAggregator>> edges_;
  std::vector<EdgeAggregator*> edge_on_;  ///< by host, null where none
  std::int32_t rounds_opened_ = 0;
};

}  // namespace roundwatt
