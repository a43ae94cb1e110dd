#pragma once

#include "sim/learning/federated_training.hpp"

namespace roundwatt {

/// Looks at a model through each client's training samples, with the noise that its features carry; clients without samples
/// are left out. Works on the pool in parts that the partition alone decides, joined in the order of the clients: the same bits
/// on any number of threads. Memory: a few numbers a client, and for gradients 16 vectors of the model's size.
class ClientScoring {
 public:
  /// The arguments outlive this.
  ClientScoring(const LearningTask& task, const Parameters& parameters, TrainingPool& pool)
      : task_{task}, parameters_{parameters}, pool_{pool} {}

  /// Loss and accuracy over all clients and their spread. \throws RunError where no client holds samples
  ClientScores scores() const;
  /// How much the clients' gradients differ. \throws RunError where no client holds samples
  GradientDissimilarity dissimilarity() const;

 private:
  const LearningTask& task_;
  const Parameters& parameters_;
  TrainingPool& pool_;
};

}  // namespace roundwatt
