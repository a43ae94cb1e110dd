#pragma once

#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// Of each coordinate the median over the clients (Yin et al. 2018); of an even number the mean of the middle two. Clients
/// count alike, whatever they hold.
class MedianServer final : public ServerOptimizer {
 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;
};

/// Of each coordinate the mean over the clients without the lowest and highest ⌊β n⌋ of n (Yin et al. 2018). Clients count
/// alike: β = 0 is uniform FedAvg.
class TrimmedMeanServer final : public ServerOptimizer {
 public:
  /// \p trimmed_share: β in [0, ½)
  explicit TrimmedMeanServer(double trimmed_share) : trimmed_share_{trimmed_share} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  double trimmed_share_;
};

}  // namespace roundwatt
