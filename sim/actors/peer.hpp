#pragma once

#include <optional>

#include "sim/actors/local_work.hpp"
#include "sim/actors/model_exchange.hpp"
#include "sim/scenario/gossip_choice.hpp"

namespace roundwatt {

/// What peers do in a step.
struct PeerRules {
  MixingOrder order = MixingOrder::atc;
  Flops mixing_per_model;             ///< work of adding up one model
  std::optional<std::int64_t> steps;  ///< after which a peer rests; nothing: until the run ends
};

/// A peer of a run without a server. In each step it trains from its own model and exchanges models: adapt-then-combine (Sayed
/// 2014), one after the other, or D-PSGD (Lian et al. 2017), at the same time.
class Peer {
 public:
  /// \p learning: where models are trained, else null.
  Peer(const BoundClient& self, const LocalTraining& training, const PeerRules& rules, ModelExchange& exchange, StepBook& book,
       PeerTraining* learning, ActorServices services)
      : self_{self},
        training_{training},
        rules_{rules},
        exchange_{exchange},
        book_{book},
        learning_{learning},
        services_{services} {}

  void run();

 private:
  bool has_steps_left() const { return !rules_.steps || book_.step_of(self_.id) <= *rules_.steps; }
  void wait_for_end_if_due();
  void wait_to_rejoin();
  void enter(std::int32_t step);
  Outcome take_step();
  Ending adapt_then_combine(PeerStep& step);
  Ending combine_while_training(PeerStep& step);
  Ending train(PeerStep& step);
  void adapt(PeerStep& step);
  Ending combine(PeerStep& step, const Exchanged& exchanged);
  Ending test(PeerStep& step);

  const BoundClient& self_;
  const LocalTraining& training_;
  const PeerRules& rules_;
  ModelExchange& exchange_;
  StepBook& book_;
  PeerTraining* learning_;
  ActorServices services_;
};

}  // namespace roundwatt
