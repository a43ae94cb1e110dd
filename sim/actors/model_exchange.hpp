#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "sim/actors/step_book.hpp"
#include "sim/learning/peer_training.hpp"

namespace roundwatt {

/// One peer in one of its steps.
struct PeerStep {
  const BoundClient& peer;
  std::shared_ptr<Participation> participation;
  PeerTraining::Model sent;              ///< what it sends of itself, where models are trained
  std::vector<Ingredient> received;      ///< of others, to be mixed
  std::vector<double> received_weights;  ///< what they count, whether or not models are trained

  std::int32_t number() const { return participation->row.round; }
};

/// How an exchange ended for a peer, and how many models it has to add up for it.
struct Exchanged {
  Ending ending = Ending::done;
  double models = 0;
};

/// How peers exchange models in a step.
class ModelExchange {
 public:
  virtual ~ModelExchange() = default;
  /// The step at which a peer that was off joins in again, if it is not to be a later one.
  virtual std::int32_t step_to_rejoin(ClientId peer) const = 0;
  /// Sends and receives, and waits until both is over.
  virtual Exchanged exchange(PeerStep& step) = 0;
  /// What came is mixed with the peer's own model.
  virtual void mix(PeerStep& step) = 0;
  /// A peer went on or off, or into another step.
  virtual void on_change(ClientId /*peer*/) {}
};

/// Sends \p size of a peer's model to another in the background; \p over is told how it ended. Its row of /transfers is
/// written.
void send_model(ActorServices& services, StepBook& book, const BoundClient& from, const BoundClient& to, Bytes size,
                std::int32_t step, std::function<void(Ending, double start_s, double end_s)> over);

}  // namespace roundwatt
