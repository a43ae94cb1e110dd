#include "sim/learning/fair_averaging.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

/// Losses below count as this: F^(q−1) has no value at 0 for q < 1.
constexpr double least_loss = 1e-10;

double loss_of(const LocalUpdate& update) {
  if (update.initial_loss) return std::max(*update.initial_loss, least_loss);
  throw RunError{fmt::format("q-FedAvg needs the loss of the global model from each client, and client {} did not measure it.",
                             update.client)};
}

}  // namespace

GlobalModel QFedAvgServer::next(const GlobalModel& global, const Cohort& cohort) {
  Eigen::VectorXd factors(static_cast<Eigen::Index>(cohort.size()));
  double steepness = 0;
  for (std::size_t k = 0; k < cohort.size(); ++k) {
    const double loss = loss_of(*cohort[k]);
    const double weight = std::pow(loss, q_);
    const Eigen::VectorXd step = cohort[k]->parameters.cast<double>() - global.parameters.cast<double>();
    steepness += q_ * std::pow(loss, q_ - 1) * lipschitz_ * lipschitz_ * step.squaredNorm() + lipschitz_ * weight;
    factors[static_cast<Eigen::Index>(k)] = weight * lipschitz_;
  }
  return {moved(global.parameters, weighted_change(global.parameters, cohort, factors / steepness)), global.control};
}

}  // namespace roundwatt
