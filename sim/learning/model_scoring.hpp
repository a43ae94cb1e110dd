#pragma once

#include "sim/learning/dataset.hpp"
#include "sim/learning/model.hpp"
#include "sim/learning/training_pool.hpp"

namespace roundwatt {

/// Loss and accuracy of a model on one set; NaN where the set is empty.
struct Score {
  double loss, accuracy;
};

/// Evaluates \p parameters on all samples of \p set, on the workers of \p pool: the same bits on any number of them.
Score score(const Model& model, const Parameters& parameters, const Dataset& set, TrainingPool& pool);

}  // namespace roundwatt
