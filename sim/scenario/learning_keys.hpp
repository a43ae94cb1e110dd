#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// Declares the keys of the sections data and learning, in the order in which they are printed.
void declare_data(KeyList& keys, Scenario& scenario);
void declare_learning(KeyList& keys, LearningChoice& learning, const Federation& federation);
/// The section learning.evaluate.metrics, which means something in \p scope.
void declare_metrics(KeyList& keys, MetricsChoice& metrics, const Scope& scope);

}  // namespace roundwatt
