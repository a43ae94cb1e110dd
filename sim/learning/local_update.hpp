#pragma once

#include <cstdint>
#include <optional>

#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// What a server sends out.
struct GlobalModel {
  Parameters parameters;
  Parameters control;  ///< SCAFFOLD's c; empty where it is 0 or not used
};

/// What a client keeps from round to round; empty before its first.
struct ClientState {
  Parameters control;  ///< SCAFFOLD's c_k or FedDyn's h_k
};

/// What comes out of local training.
struct LocalUpdate {
  std::uint64_t client = 0;
  Parameters parameters;     ///< the client's model after its last step
  Parameters control_delta;  ///< SCAFFOLD: the change of c_k; else empty
  std::int64_t samples = 0;  ///< that the client holds
  double discount = 1;       ///< factor on its weight in means, for staleness; in (0, 1]
  std::int64_t steps = 0;    ///< taken
  double epochs = 0;         ///< passes over its samples that the steps add up to
  /// FedNova's ‖a_k‖₁: the weight that gradients got in the change, over the rate; the steps where there is no momentum.
  double step_weight = 0;
  double norm = 0;                     ///< ‖w_k − w‖₂ to the model that it started from; 0 where training diverged
  double training_loss = 0;            ///< mean over the samples as they were trained on, without penalties
  double squared_loss = 0;             ///< mean of their squares, likewise
  std::optional<double> initial_loss;  ///< of the global model on the client's samples, where asked for
  bool diverged = false;               ///< a loss or parameter was not finite, and training stopped
};

}  // namespace roundwatt
