#pragma once

#include <span>

#include "sim/learning/model.hpp"
#include "sim/learning/round_metrics.hpp"

namespace roundwatt {

/// \p values: one a client, at least one.
ClientSpread spread_over_clients(std::span<const double> values);

/// ‖after − before‖₂, in double.
double update_norm(const Parameters& before, const Parameters& after);

/// Sums over clients from which their dissimilarity follows: one vector of the model's size, however many clients.
class GradientSums {
 public:
  explicit GradientSums(Eigen::Index parameters) : weighted_{Eigen::VectorXd::Zero(parameters)} {}

  /// A pass over all samples of \p client, who is not empty.
  void add(const Model& model, const Parameters& parameters, const ClientData& client, Workspace& workspace);
  GradientSums& operator+=(const GradientSums& other);

  /// Of at least one client.
  GradientDissimilarity dissimilarity() const;

 private:
  Eigen::VectorXd weighted_;  ///< Σ n_k ∇F_k
  double squares_ = 0;        ///< Σ n_k ‖∇F_k‖²
  double samples_ = 0;        ///< Σ n_k
};

/// A pass over all samples of all \p clients; none of them empty, at least one.
GradientDissimilarity gradient_dissimilarity(const Model& model, const Parameters& parameters,
                                             std::span<const ClientData> clients, Workspace& workspace);

}  // namespace roundwatt
