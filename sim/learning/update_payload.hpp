#pragma once

#include <cstdint>

#include "sim/base/quantity.hpp"
#include "sim/learning/local_options.hpp"

namespace roundwatt {

/// What an algorithm sends to and from a client in a round, before any compression.
struct UpdatePayload {
  std::int32_t models_down = 1, models_up = 1;  ///< vectors of the model's length
  std::int32_t scalars_up = 0;                  ///< of 4 bytes

  Bytes down(Bytes model) const { return models_down * model; }
  Bytes up(Bytes model) const { return models_up * model + Bytes{4.0 * scalars_up}; }
};

/// SCAFFOLD sends a control variate with each model, both ways; FedNova the step weight; q-FedAvg the loss of the global model.
/// The number of samples is part of registration and not charged; FedDyn keeps its state where it is.
UpdatePayload payload_of(const LocalOptions& options);

/// Passes over a client's samples that an algorithm makes beside its epochs or steps, in the time of a pass of training:
/// SCAFFOLD's option I one more gradient, q-FedAvg one forward pass (a third of one).
double extra_passes(const LocalOptions& options);

}  // namespace roundwatt
