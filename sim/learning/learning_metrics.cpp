#include "sim/learning/learning_metrics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/learning/evaluation.hpp"

namespace roundwatt {

namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

ClientSpread spread_over_clients(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const std::size_t tenth = (sorted.size() + 9) / 10;
  const double mean = mean_of(sorted);
  double squares = 0;
  for (const double value : sorted) squares += (value - mean) * (value - mean);
  return {mean, mean_of(std::span{sorted}.first(tenth)), mean_of(std::span{sorted}.last(tenth)),
          squares / static_cast<double>(sorted.size())};
}

double update_norm(const Parameters& before, const Parameters& after) {
  return (after.cast<double>() - before.cast<double>()).norm();
}

void GradientSums::add(const Model& model, const Parameters& parameters, const ClientData& client, Workspace& workspace) {
  const Eigen::VectorXd gradient = mean_gradient(model, parameters, client, workspace);
  const auto weight = static_cast<double>(client.samples());
  weighted_ += weight * gradient;
  squares_ += weight * gradient.squaredNorm();
  samples_ += weight;
}

GradientSums& GradientSums::operator+=(const GradientSums& other) {
  weighted_ += other.weighted_;
  squares_ += other.squares_;
  samples_ += other.samples_;
  return *this;
}

GradientDissimilarity GradientSums::dissimilarity() const {
  const double square = squares_ / samples_;
  const double of_mean = (weighted_ / samples_).squaredNorm();
  // Σ p ‖g − ḡ‖² = Σ p ‖g‖² − ‖ḡ‖², which rounding may bring below 0.
  return {std::max(0.0, square - of_mean), std::sqrt(square / of_mean)};
}

GradientDissimilarity gradient_dissimilarity(const Model& model, const Parameters& parameters,
                                             std::span<const ClientData> clients, Workspace& workspace) {
  GradientSums sums{parameters.size()};
  for (const ClientData& client : clients) sums.add(model, parameters, client, workspace);
  return sums.dissimilarity();
}

}  // namespace roundwatt
