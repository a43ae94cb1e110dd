#pragma once

#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// How the second moment takes in Δ².
enum class SecondMoment {
  adagrad,  ///< v ← v + Δ²
  adam,     ///< v ← β₂ v + (1 − β₂) Δ²
  yogi      ///< v ← v − (1 − β₂) Δ² sign(v − Δ²)
};

struct AdaptiveOptions {
  ClientWeights weights = ClientWeights::samples;
  double rate = 0.01;          ///< η > 0
  double first_decay = 0.9;    ///< β₁ in [0, 1); the paper's FedAdagrad has 0
  double second_decay = 0.99;  ///< β₂ in [0, 1); not used by FedAdagrad
  double adaptivity = 1e-3;    ///< τ > 0
};

/// FedAdagrad, FedAdam and FedYogi (Reddi et al. 2021, Algorithm 2): m ← β₁ m + (1 − β₁) Δ, w ← w + η m / (√v + τ), from m = 0
/// and v = τ². No bias correction.
class AdaptiveServer final : public ServerOptimizer {
 public:
  AdaptiveServer(SecondMoment rule, const AdaptiveOptions& options) : rule_{rule}, options_{options} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;
  void take_in(const Eigen::ArrayXd& square);

  SecondMoment rule_;
  AdaptiveOptions options_;
  Eigen::ArrayXd first_, second_;
};

}  // namespace roundwatt
