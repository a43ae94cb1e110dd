#include "sim/scenario/learning_keys.hpp"

namespace roundwatt {

void declare_metrics(KeyList& keys, MetricsChoice& metrics, const Scope& scope) {
  keys.section("learning.evaluate.metrics", "What else is found out with each test, at no cost: docs/methods/learning.md.",
               scope);
  keys.add("learning.evaluate.metrics.per_client", truth_value(), metrics.per_client, optional_key(),
           "Accuracy of the global model on each client's training samples: mean, worst and best tenth, variance.");
  keys.add("learning.evaluate.metrics.dissimilarity", truth_value(), metrics.dissimilarity, optional_key(),
           "How much the clients' gradients at the global model differ.");
}

}  // namespace roundwatt
