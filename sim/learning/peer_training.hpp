#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "sim/learning/accuracy_curve.hpp"
#include "sim/learning/federated_training.hpp"

namespace roundwatt {

/// A model that goes into a mean, and what it counts there.
struct Ingredient {
  FederatedTraining::Snapshot model;
  double weight;
};

/// Σ w_k x_k, summed in double in the order given. One model of weight 1 is left as it is, bit by bit.
FederatedTraining::Snapshot mixed(std::span<const Ingredient> ingredients);

/// base + share × (to − from), in double.
FederatedTraining::Snapshot moved_along(const GlobalModel& base, const GlobalModel& from, const GlobalModel& to, double share);

/// The learning of peers without a server: a model for each, which start alike. Who trains, mixes and evaluates when is the
/// protocol's; a function of the calls, whatever the threads.
class PeerTraining {
 public:
  using Model = FederatedTraining::Snapshot;

  /// Models start as \p training's global one, which stays as it is; \p pool does its work. Both outlive this.
  PeerTraining(const FederatedTraining& training, TrainingPool& pool);

  const Model& model(ClientId peer) const { return models_[peer.index()]; }
  void set(ClientId peer, Model model) { models_[peer.index()] = std::move(model); }
  /// Adds what local training in \p step has changed since \p start to the model as it is now; waits for it.
  /// \throws RunError where it diverged, naming peer and step
  void adapt(ClientId peer, std::int32_t step, const Model& start, FederatedTraining::Pending update);
  /// \p peer has the model on which it will be evaluated in \p step.
  void finish(ClientId peer, std::int32_t step);

  /// What the models after \p step are like: means over peers, of losses over samples; of peers that did not finish it, their
  /// present ones. Forgets the step.
  EvaluationResult evaluate(std::int32_t step);

 private:
  struct StepSums {
    double loss = 0, samples = 0;  ///< of local training
    double norms = 0;
    std::int64_t updates = 0;
    std::vector<Model> finished;  ///< by peer; null where it did not
  };

  PeerScores score_all(const std::vector<Model>& models, const Dataset& set) const;

  const LearningTask& task_;
  TrainingPool& pool_;
  std::vector<Model> models_;
  std::map<std::int32_t, StepSums> steps_;
};

}  // namespace roundwatt
