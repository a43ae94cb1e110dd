#pragma once

#include <span>
#include <vector>

#include "sim/learning/local_update.hpp"

namespace roundwatt {

/// What a client counts in a mean.
enum class ClientWeights { samples, uniform };

/// Turns a round's updates into the next global model, and keeps what it needs from round to round.
class ServerOptimizer {
 public:
  virtual ~ServerOptimizer() = default;
  ServerOptimizer() = default;
  ServerOptimizer(const ServerOptimizer&) = delete;
  ServerOptimizer& operator=(const ServerOptimizer&) = delete;

  /// The global model after a round with \p updates, which come in any order: sums run over the clients in the order of their
  /// numbers, in double. Without updates nothing changes.
  /// \throws RunError when an update diverged, or lacks what the rule needs
  GlobalModel apply(const GlobalModel& global, std::span<const LocalUpdate> updates);

 protected:
  /// The updates of a round by client; at least one.
  using Cohort = std::vector<const LocalUpdate*>;

 private:
  virtual GlobalModel next(const GlobalModel& global, const Cohort& cohort) = 0;
};

/// The weights of the clients in a mean, which add up to 1: of samples or uniform, times the discount of the update.
Eigen::VectorXd mean_weights(std::span<const LocalUpdate* const> cohort, ClientWeights weights);

/// Σ_k weight_k (w_k − w) in double.
Eigen::VectorXd weighted_change(const Parameters& global, std::span<const LocalUpdate* const> cohort,
                                const Eigen::VectorXd& weights);

/// w + \p change, rounded once.
Parameters moved(const Parameters& global, const Eigen::VectorXd& change);

}  // namespace roundwatt
