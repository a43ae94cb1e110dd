#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/actors/model_exchange.hpp"
#include "sim/federation/mixing.hpp"

namespace roundwatt {

/// In each step a peer sends its model to all its neighbours and waits for theirs of the same step; there is no barrier beyond
/// them. Whom a peer awaits: neighbours that are on and in this step or before it. A model that was lost on the way, and a
/// neighbour that is off or joins in later, are left out, and what they count goes to the peer's own model.
class NeighbourExchange final : public ModelExchange {
 public:
  NeighbourExchange(const Mixing& mixing, Bytes model_size, StepBook& book, PeerTraining* learning, ActorServices services)
      : mixing_{mixing},
        model_size_{model_size},
        book_{book},
        learning_{learning},
        services_{services},
        inboxes_(mixing.size()) {}

  std::int32_t step_to_rejoin(ClientId peer) const override;
  Exchanged exchange(PeerStep& step) override;
  void mix(PeerStep& step) override;
  void on_change(ClientId peer) override;

 private:
  /// What has come of one neighbour's model: nothing where it was lost on the way.
  struct Message {
    bool arrived = false;
    PeerTraining::Model model;
  };
  struct MessageKey {
    std::int32_t step;
    std::size_t sender;
    auto operator<=>(const MessageKey&) const = default;
  };

  void send_to_neighbours(PeerStep& step, std::size_t& under_way);
  bool takes_part(std::size_t neighbour, std::int32_t step) const;
  bool awaits_somebody(const PeerStep& step) const;
  void take_messages(PeerStep& step);

  const Mixing& mixing_;
  Bytes model_size_;
  StepBook& book_;
  PeerTraining* learning_;
  ActorServices services_;
  std::vector<std::map<MessageKey, Message>> inboxes_;  ///< by peer
};

}  // namespace roundwatt
