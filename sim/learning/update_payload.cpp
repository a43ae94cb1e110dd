#include "sim/learning/update_payload.hpp"

namespace roundwatt {

UpdatePayload payload_of(const LocalOptions& options) {
  const std::int32_t vectors = std::holds_alternative<Scaffold>(options.solver) ? 2 : 1;
  const std::int32_t step_weights = std::holds_alternative<FedNova>(options.solver) ? 1 : 0;
  const std::int32_t losses = options.measure_initial_loss ? 1 : 0;
  return {vectors, vectors, step_weights + losses};
}

double extra_passes(const LocalOptions& options) {
  const auto* scaffold = std::get_if<Scaffold>(&options.solver);
  const bool gradient = scaffold != nullptr && scaffold->update == ControlUpdate::gradient_at_global;
  return (gradient ? 1.0 : 0.0) + (options.measure_initial_loss ? 1.0 / 3 : 0.0);
}

}  // namespace roundwatt
