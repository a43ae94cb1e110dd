#pragma once

#include <span>

#include "sim/learning/model.hpp"

namespace fedjoule {

/// How a figure (accuracy, loss) is spread over clients that count alike.
struct ClientSpread {
  double mean = 0;
  double lowest_tenth = 0;   ///< mean of the lowest ⌈n / 10⌉: of accuracies the worst 10 %
  double highest_tenth = 0;  ///< mean of the highest ⌈n / 10⌉
  double variance = 0;       ///< of the population
};

/// \p values: one a client, at least one.
ClientSpread spread_over_clients(std::span<const double> values);

/// ‖after − before‖₂, in double.
double update_norm(const Parameters& before, const Parameters& after);

/// How much the clients' gradients of the same model differ, with weights p_k by samples (Li et al. 2020, FedProx).
struct GradientDissimilarity {
  double variance = 0;  ///< Σ p_k ‖∇F_k − ∇f‖², what FedProx plots
  double ratio = 0;     ///< B = √(Σ p_k ‖∇F_k‖² / ‖∇f‖²): 1 where all agree; infinite or NaN where ∇f = 0
};

/// A pass over all samples of all \p clients; none of them empty, at least one.
GradientDissimilarity gradient_dissimilarity(const Model& model, const Parameters& parameters,
                                             std::span<const ClientData> clients, Workspace& workspace);

}  // namespace fedjoule
