#pragma once

#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// FedAvg (McMahan et al. 2017): w ← w + η Δ, Δ the weighted mean of w_k − w; with η = 1 the mean of the clients' models.
class FedAvgServer final : public ServerOptimizer {
 public:
  explicit FedAvgServer(ClientWeights weights, double rate = 1) : weights_{weights}, rate_{rate} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  ClientWeights weights_;
  double rate_;
};

/// FedAvgM (Hsu et al. 2019): v ← β v + Δ, w ← w + η v, from v = 0.
class FedAvgMServer final : public ServerOptimizer {
 public:
  /// \p momentum: β in [0, 1)
  FedAvgMServer(ClientWeights weights, double rate, double momentum) : weights_{weights}, rate_{rate}, momentum_{momentum} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  ClientWeights weights_;
  double rate_, momentum_;
  Eigen::VectorXd velocity_;
};

/// FedNova (Wang et al. 2020), without proximal term: the mean of the clients' changes per step weight ‖a_k‖₁, times the mean
/// step weight, w ← w + η (Σ p_k ‖a_k‖₁) Σ p_k (w_k − w) / ‖a_k‖₁. FedAvg where all take the same steps.
class FedNovaServer final : public ServerOptimizer {
 public:
  explicit FedNovaServer(ClientWeights weights, double rate = 1) : weights_{weights}, rate_{rate} {}

 private:
  GlobalModel next(const GlobalModel& global, const Cohort& cohort) override;

  ClientWeights weights_;
  double rate_;
};

}  // namespace roundwatt
