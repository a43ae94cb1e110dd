#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/actors/model_exchange.hpp"

namespace roundwatt {

/// Ring all-reduce (Patarasuk and Yuan 2009): n peers send 2 (n − 1) parts of 1/n of the model to the next one around the ring,
/// first until each has the sum of one part, then until each has all sums. All end with the mean of all models. In a step take
/// part the peers that are on when the first of them begins to send; where one of them dies before it has sent everything, the
/// others stop after the part in hand and mix nothing in that step.
class RingAllReduce final : public ModelExchange {
 public:
  RingAllReduce(Bytes model_size, StepBook& book, PeerTraining* learning, ActorServices services)
      : model_size_{model_size}, book_{book}, learning_{learning}, services_{services} {}

  std::int32_t step_to_rejoin(ClientId peer) const override;
  Exchanged exchange(PeerStep& step) override;
  void mix(PeerStep& step) override;
  void on_change(ClientId peer) override;

 private:
  struct Member {
    ClientId peer;
    PeerTraining::Model model;
    std::size_t received = 0;  ///< parts
    bool done = false;
  };
  /// Those who take part in one step, in their order around the ring.
  struct Ring {
    std::vector<Member> members;
    bool broken = false;

    /// The number of members where \p peer is none.
    std::size_t place_of(ClientId peer) const;
  };

  Ring& ring_of(std::int32_t step);
  Bytes part(std::size_t number, std::size_t parts) const;
  bool pass_parts(const PeerStep& step, Ring& ring);
  bool goes_on(const Ring& ring, ClientId self) const;

  Bytes model_size_;
  StepBook& book_;
  PeerTraining* learning_;
  ActorServices services_;
  std::map<std::int32_t, Ring> rings_;  ///< by step
};

}  // namespace roundwatt
