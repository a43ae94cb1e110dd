#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/actors/peer.hpp"
#include "sim/actors/protocol.hpp"

namespace roundwatt {

/// Learning from peer to peer. Beside the peers there is only an observer, who takes no part: it writes down the steps that are
/// over, measures where accuracy is known, and ends the run.
class Gossip final : public Protocol {
 public:
  /// The first instant after its argument at which one of the peers that are off now comes back, or nothing.
  using NextReturn = std::function<std::optional<double>(double)>;
  using MakeExchange = std::function<std::unique_ptr<ModelExchange>(StepBook&)>;

  Gossip(const std::vector<BoundClient>& peers, const LocalTraining& training, const PeerRules& rules,
         const MakeExchange& make_exchange, NextReturn next_return, ActorServices services);

  std::vector<Role> roles() override;
  void on_device_state(HostId device, bool on) override;

 private:
  void observe();
  void look_at_steps();
  void require_somebody() const;

  StepBook book_;
  PeerRules rules_;
  std::unique_ptr<ModelExchange> exchange_;
  NextReturn next_return_;
  ActorServices services_;
  RunControl::News news_;
  std::vector<ClientId> peer_on_;  ///< by host
  std::vector<std::unique_ptr<Peer>> peers_;
  std::size_t at_work_;  ///< peers that have not ended
};

}  // namespace roundwatt
