#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

enum class LearningKind { rounds, replay, real };
enum class ModelKind { softmax, mlp, cnn };

struct ModelChoice {
  ModelKind kind = ModelKind::softmax;
  std::vector<std::int64_t> hidden;  ///< sizes of the layers of an mlp

  bool operator==(const ModelChoice&) const = default;
};

enum class SolverKind { sgd, fedprox, scaffold, fednova, feddyn };
enum class ScaffoldOption { gradient_at_global, mean_of_steps };

/// How a client trains: docs/methods/learning.md.
struct SolverChoice {
  SolverKind kind = SolverKind::sgd;
  double learning_rate = 0;
  double rate_decay = 1;  ///< a round
  double momentum = 0;
  double weight_decay = 0;
  double mu = 0;  ///< FedProx
  ScaffoldOption option = ScaffoldOption::mean_of_steps;
  double alpha = 0.1;  ///< FedDyn

  bool operator==(const SolverChoice&) const = default;
};

enum class OptimizerKind { fedavg, fedavgm, fedadam, fedyogi, fedadagrad, qfedavg, median, trimmed_mean };
enum class UpdateWeights { samples, uniform };

/// How the server turns updates into the next model.
struct OptimizerChoice {
  OptimizerKind kind = OptimizerKind::fedavg;
  UpdateWeights weights = UpdateWeights::samples;
  double learning_rate = 1;
  double momentum = 0.9;  ///< FedAvgM
  double beta1 = 0.9, beta2 = 0.99;
  double tau = 1e-3;
  double q = 1;       ///< q-FedAvg
  double trim = 0.1;  ///< share left out at each end

  bool operator==(const OptimizerChoice&) const = default;
};

enum class EvaluationSet { test, validation };

/// What an evaluation finds out beside losses and accuracies: docs/methods/learning.md.
struct MetricsChoice {
  bool per_client = false;
  bool dissimilarity = false;

  bool operator==(const MetricsChoice&) const = default;
};

struct LearningChoice {
  LearningKind kind = LearningKind::rounds;
  FileReference replay_file;  ///< CSV: round,test_accuracy[,test_loss][,train_loss]
  ModelChoice model;
  SolverChoice solver;
  OptimizerChoice server;
  std::int64_t local_epochs = 1;
  std::optional<std::int64_t> local_steps;  ///< of batch_size samples, instead of epochs
  std::int64_t batch_size = 0;
  std::int64_t evaluate_every = 1;                     ///< rounds
  std::int64_t evaluate_per_epoch = 1;                 ///< centralized: evaluations in an epoch
  EvaluationSet evaluation_set = EvaluationSet::test;  ///< that the target is measured on
  MetricsChoice metrics;
  std::int64_t evaluation_samples = 0;  ///< test samples that the server evaluates

  bool operator==(const LearningChoice&) const = default;
};

}  // namespace roundwatt
