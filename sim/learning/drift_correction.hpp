#pragma once

#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// SCAFFOLD's server (Karimireddy et al. 2020): with |S| of N clients in the round, w ← w + η mean(w_k − w) and
/// c ← c + |S| / N mean(c_k's change). Clients count alike.
class ScaffoldServer final : public ServerOptimizer {
 public:
  /// \p clients: N, all that may ever take part
  explicit ScaffoldServer(std::int64_t clients, double rate = 1) : clients_{clients}, rate_{rate} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  std::int64_t clients_;
  double rate_;
};

/// FedDyn's server (Acar et al. 2021): with the clients S of m in the round, w ← mean_S(w_k) − h / α, where
/// h ← h − α / m Σ_S (w_k − w) comes first. Kept is −h / α, the sum of the changes, which does not depend on α; so α → 0 does
/// not lead to FedAvg: the server moves twice as far in the first round. Clients count alike.
class FedDynServer final : public ServerOptimizer {
 public:
  /// \p clients: m, all that may ever take part
  explicit FedDynServer(std::int64_t clients) : clients_{clients} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  std::int64_t clients_;
  Eigen::VectorXd drift_;  ///< −h / α
};

}  // namespace roundwatt
