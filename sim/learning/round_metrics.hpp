#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace roundwatt {

/// How a figure (accuracy, loss) is spread over clients that count alike.
struct ClientSpread {
  double mean = 0;
  double lowest_tenth = 0;   ///< mean of the lowest ⌈n / 10⌉: of accuracies the worst 10 %
  double highest_tenth = 0;  ///< mean of the highest ⌈n / 10⌉
  double variance = 0;       ///< of the population
};

/// One model on the samples of each client.
struct ClientScores {
  std::int64_t clients = 0;    ///< that hold samples: the others are left out
  std::int64_t samples = 0;    ///< of all of them
  double loss = 0;             ///< mean over all samples
  double accuracy = 0;         ///< over all samples: the mean of the clients' accuracies by samples
  ClientSpread accuracy_over;  ///< of the clients' accuracies
};

/// How much the clients' gradients of the same model differ, with weights p_k by samples (Li et al. 2020, FedProx).
struct GradientDissimilarity {
  double variance = 0;  ///< Σ p_k ‖∇F_k − ∇f‖², what FedProx plots
  double ratio = 0;     ///< B = √(Σ p_k ‖∇F_k‖² / ‖∇f‖²): 1 where all agree; infinite or NaN where ∇f = 0
};

/// How far the models of a round went from the global model that it began with.
struct UpdateNorms {
  double global = std::numeric_limits<double>::quiet_NaN();       ///< ‖w⁺ − w‖₂, the step of the global model
  double mean_client = std::numeric_limits<double>::quiet_NaN();  ///< mean of ‖w_k − w‖₂ over the round's updates, alike
};

/// Peers that each have a model of their own, on the test data.
struct PeerScores {
  std::vector<double> losses, accuracies;  ///< by peer
  ClientSpread accuracy_over;              ///< of these accuracies
  double worst_accuracy = 0;               ///< the lowest
  double average_loss = 0;                 ///< of the mean of the peers' models
  double average_accuracy = 0;             ///< likewise
  double consensus_distance = 0;           ///< √(1/n Σ ‖x_i − x̄‖²)
};

/// What is known of a trained model beside its losses and accuracies.
struct RoundMetrics {
  UpdateNorms norms;
  std::optional<ClientScores> clients;                 ///< where asked for
  std::optional<GradientDissimilarity> dissimilarity;  ///< where asked for
  std::optional<PeerScores> peers = std::nullopt;      ///< where there is no global model
};

}  // namespace roundwatt
