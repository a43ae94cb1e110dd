#include "sim/learning/server_optimizer.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/error.hpp"

namespace roundwatt {

GlobalModel ServerOptimizer::apply(const GlobalModel& global, std::span<const LocalUpdate> updates) {
  if (updates.empty()) return global;
  Cohort cohort;
  for (const LocalUpdate& update : updates) {
    if (update.diverged) {
      throw RunError{fmt::format(
          "the training of client {} diverged: its loss or model is not finite. Lower the learning rate.", update.client)};
    }
    cohort.push_back(&update);
  }
  std::stable_sort(cohort.begin(), cohort.end(), [](auto* a, auto* b) { return a->client < b->client; });
  return next(global, cohort);
}

Eigen::VectorXd mean_weights(std::span<const LocalUpdate* const> cohort, ClientWeights weights) {
  Eigen::VectorXd shares = Eigen::VectorXd::Ones(static_cast<Eigen::Index>(cohort.size()));
  double sum = 0;
  for (Eigen::Index k = 0; k < shares.size(); ++k) {
    const LocalUpdate& update = *cohort[static_cast<std::size_t>(k)];
    if (weights == ClientWeights::samples) shares[k] = static_cast<double>(update.samples);
    shares[k] *= update.discount;
    sum += shares[k];
  }
  return shares / sum;
}

Eigen::VectorXd weighted_change(const Parameters& global, std::span<const LocalUpdate* const> cohort,
                                const Eigen::VectorXd& weights) {
  Eigen::VectorXd change = Eigen::VectorXd::Zero(global.size());
  for (std::size_t k = 0; k < cohort.size(); ++k) {
    change += weights[static_cast<Eigen::Index>(k)] * (cohort[k]->parameters.cast<double>() - global.cast<double>());
  }
  return change;
}

Parameters moved(const Parameters& global, const Eigen::VectorXd& change) {
  return (global.cast<double>() + change).cast<float>();
}

}  // namespace roundwatt
