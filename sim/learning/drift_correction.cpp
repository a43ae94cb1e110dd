#include "sim/learning/drift_correction.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"

namespace roundwatt {

GlobalModel ScaffoldServer::next(const GlobalModel& global, const Cohort& cohort) {
  const Eigen::VectorXd change = weighted_change(global.parameters, cohort, mean_weights(cohort, ClientWeights::uniform));
  Eigen::VectorXd control = Eigen::VectorXd::Zero(change.size());
  if (global.control.size() > 0) control = global.control.cast<double>();
  for (const LocalUpdate* update : cohort) {
    if (update->control_delta.size() != control.size()) {
      throw RunError{
          fmt::format("SCAFFOLD's server needs clients that train by SCAFFOLD, and client {} does not.", update->client)};
    }
    control += update->control_delta.cast<double>() / static_cast<double>(clients_);
  }
  return {moved(global.parameters, rate_ * change), control.cast<float>()};
}

GlobalModel FedDynServer::next(const GlobalModel& global, const Cohort& cohort) {
  const Eigen::VectorXd change = weighted_change(global.parameters, cohort, mean_weights(cohort, ClientWeights::uniform));
  if (drift_.size() == 0) drift_.setZero(change.size());
  drift_ += change * (static_cast<double>(cohort.size()) / static_cast<double>(clients_));
  return {moved(global.parameters, change + drift_), global.control};
}

}  // namespace roundwatt
