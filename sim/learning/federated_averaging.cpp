#include "sim/learning/federated_averaging.hpp"

namespace roundwatt {

GlobalModel FedAvgServer::next(const GlobalModel& global, const Cohort& cohort) {
  const Eigen::VectorXd change = weighted_change(global.parameters, cohort, mean_weights(cohort, weights_));
  return {moved(global.parameters, rate_ * change), global.control};
}

GlobalModel FedAvgMServer::next(const GlobalModel& global, const Cohort& cohort) {
  if (velocity_.size() == 0) velocity_.setZero(global.parameters.size());
  velocity_ = momentum_ * velocity_ + weighted_change(global.parameters, cohort, mean_weights(cohort, weights_));
  return {moved(global.parameters, rate_ * velocity_), global.control};
}

GlobalModel FedNovaServer::next(const GlobalModel& global, const Cohort& cohort) {
  const Eigen::VectorXd shares = mean_weights(cohort, weights_);
  Eigen::VectorXd per_step = shares;
  double mean_weight = 0;
  for (Eigen::Index k = 0; k < shares.size(); ++k) {
    const double step_weight = cohort[static_cast<std::size_t>(k)]->step_weight;
    mean_weight += shares[k] * step_weight;
    per_step[k] /= step_weight;
  }
  const Eigen::VectorXd direction = weighted_change(global.parameters, cohort, per_step);
  return {moved(global.parameters, rate_ * mean_weight * direction), global.control};
}

}  // namespace roundwatt
