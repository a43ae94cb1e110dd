#include "sim/learning/peer_training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/error.hpp"
#include "sim/learning/learning_metrics.hpp"

namespace roundwatt {

namespace {

FederatedTraining::Snapshot snapshot(const Eigen::VectorXd& parameters) {
  return std::make_shared<GlobalModel>(GlobalModel{parameters.cast<float>(), Parameters{}});
}

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// √(1/n Σ ‖x_i − x̄‖²)
double distance_to(const GlobalModel& mean, const std::vector<PeerTraining::Model>& models) {
  double squares = 0;
  for (const auto& model : models) {
    squares += (model->parameters.cast<double>() - mean.parameters.cast<double>()).squaredNorm();
  }
  return std::sqrt(squares / static_cast<double>(models.size()));
}

}  // namespace

FederatedTraining::Snapshot mixed(std::span<const Ingredient> ingredients) {
  if (ingredients.size() == 1 && ingredients.front().weight == 1) return ingredients.front().model;
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(ingredients.front().model->parameters.size());
  for (const Ingredient& one : ingredients) sum += one.weight * one.model->parameters.cast<double>();
  return snapshot(sum);
}

FederatedTraining::Snapshot moved_along(const GlobalModel& base, const GlobalModel& from, const GlobalModel& to, double share) {
  const Eigen::VectorXd change = to.parameters.cast<double>() - from.parameters.cast<double>();
  return snapshot(base.parameters.cast<double>() + share * change);
}

PeerTraining::PeerTraining(const FederatedTraining& training, TrainingPool& pool)
    : task_{training.task()}, pool_{pool}, models_(task_.partition->clients(), training.snapshot()) {}

void PeerTraining::adapt(ClientId peer, std::int32_t step, const Model& start, FederatedTraining::Pending update) {
  LocalResult result = update.get();
  Model& model = models_[peer.index()];
  const auto trained = std::make_shared<GlobalModel>(GlobalModel{std::move(result.update.parameters), Parameters{}});
  if (!result.update.diverged) model = model == start ? trained : moved_along(*model, *start, *trained, 1);
  if (result.update.diverged || !model->parameters.allFinite()) {
    throw RunError{fmt::format(
        "the training of peer {} diverged in step {}: its loss is not finite any more. Lower learning.solver.learning_rate",
        peer.row, step)};
  }
  StepSums& sums = steps_[step];
  sums.loss += result.update.training_loss * static_cast<double>(result.update.samples);
  sums.samples += static_cast<double>(result.update.samples);
  sums.norms += result.update.norm;
  ++sums.updates;
}

void PeerTraining::finish(ClientId peer, std::int32_t step) {
  StepSums& sums = steps_[step];
  sums.finished.resize(models_.size());
  sums.finished[peer.index()] = models_[peer.index()];
}

EvaluationResult PeerTraining::evaluate(std::int32_t step) {
  StepSums& sums = steps_[step];
  std::vector<Model> models = std::move(sums.finished);
  models.resize(models_.size());
  for (std::size_t i = 0; i < models.size(); ++i) {
    if (models[i] == nullptr) models[i] = models_[i];
  }
  RoundMetrics metrics;
  metrics.norms.mean_client = sums.norms / static_cast<double>(sums.updates);
  metrics.peers = score_all(models, task_.data->test);
  EvaluationResult result{sums.loss / sums.samples, mean_of(metrics.peers->losses), metrics.peers->accuracy_over.mean};
  if (task_.data->validation.samples() > 0) {
    const PeerScores validation = score_all(models, task_.data->validation);
    result.validation_loss = mean_of(validation.losses);
    result.validation_accuracy = validation.accuracy_over.mean;
  }
  result.metrics = std::move(metrics);
  steps_.erase(steps_.begin(), steps_.upper_bound(step));
  return result;
}

PeerScores PeerTraining::score_all(const std::vector<Model>& models, const Dataset& set) const {
  PeerScores scores;
  std::vector<Ingredient> ingredients;
  for (const Model& model : models) {
    const Score one = score(*task_.model, model->parameters, set, pool_);
    scores.losses.push_back(one.loss);
    scores.accuracies.push_back(one.accuracy);
    ingredients.push_back({model, 1 / static_cast<double>(models.size())});
  }
  scores.accuracy_over = spread_over_clients(scores.accuracies);
  scores.worst_accuracy = *std::min_element(scores.accuracies.begin(), scores.accuracies.end());
  const Model mean = mixed(ingredients);
  const Score average = score(*task_.model, mean->parameters, set, pool_);
  scores.average_loss = average.loss;
  scores.average_accuracy = average.accuracy;
  scores.consensus_distance = distance_to(*mean, models);
  return scores;
}

}  // namespace roundwatt
