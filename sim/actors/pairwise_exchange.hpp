#pragma once

#include <cstdint>
#include <list>
#include <vector>

#include "sim/actors/model_exchange.hpp"
#include "sim/federation/mixing.hpp"

namespace roundwatt {

/// Randomized gossip (Boyd et al. 2006; AD-PSGD, Lian et al. 2018): a peer draws one of its neighbours that are on, both send
/// each other their models, and both move to the mean of what they sent, whatever they train meanwhile. A peer is in one
/// exchange at a time. Who must wait waits in line, and nobody is served before an earlier pair that needs one of the same
/// peers: there is no deadlock, since the first in line waits only for exchanges that end. Where one of both dies, or a model
/// is lost, nothing is mixed.
class PairwiseExchange final : public ModelExchange {
 public:
  PairwiseExchange(const Mixing& neighbours, Bytes model_size, Flops mixing_per_model, std::uint64_t seed, StepBook& book,
                   PeerTraining* learning, ActorServices services)
      : neighbours_{neighbours},
        model_size_{model_size},
        mixing_per_model_{mixing_per_model},
        seed_{seed},
        book_{book},
        learning_{learning},
        services_{services},
        busy_(neighbours.size(), false) {}

  std::int32_t step_to_rejoin(ClientId peer) const override { return book_.step_of(peer) + 1; }
  Exchanged exchange(PeerStep& step) override;
  void mix(PeerStep& /*step*/) override {}  // was done when the models had arrived
  void on_change(ClientId peer) override;

 private:
  struct Pair {
    ClientId asks, asked;
    bool has(ClientId peer) const { return asks == peer || asked == peer; }
  };
  using Place = std::list<Pair>::iterator;

  std::optional<ClientId> draw_partner(const PeerStep& step) const;
  bool both_on(const Pair& pair) const { return book_.is_on(pair.asks) && book_.is_on(pair.asked); }
  bool may_start(Place place) const;
  void leave_line(Place place);
  bool swap_models(const PeerStep& step, const Pair& pair);
  void average(const Pair& pair, const PeerTraining::Model& of_asking, const PeerTraining::Model& of_asked);
  void let_partner_mix(ClientId partner, std::int32_t step);
  void wake_line();

  const Mixing& neighbours_;
  Bytes model_size_;
  Flops mixing_per_model_;
  std::uint64_t seed_;
  StepBook& book_;
  PeerTraining* learning_;
  ActorServices services_;
  std::vector<bool> busy_;  ///< by peer
  std::list<Pair> line_;    ///< that wait, in the order in which they came
};

}  // namespace roundwatt
