#pragma once

#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// q-FedAvg (Li et al. 2020, "Fair Resource Allocation in Federated Learning"): clients with a higher loss F_k of the global
/// model count more. With Δ_k = L (w − w_k), w ← w − Σ F_k^q Δ_k / Σ (q F_k^(q−1) ‖Δ_k‖² + L F_k^q). q = 0 is uniform FedAvg.
class QFedAvgServer final : public ServerOptimizer {
 public:
  /// \p q ≥ 0; \p lipschitz: L > 0, the paper takes 1 over the clients' learning rate. Needs updates with initial_loss.
  QFedAvgServer(double q, double lipschitz) : q_{q}, lipschitz_{lipschitz} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  double q_, lipschitz_;
};

}  // namespace roundwatt
