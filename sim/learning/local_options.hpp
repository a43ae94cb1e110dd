#pragma once

#include <cstdint>
#include <optional>
#include <variant>

namespace roundwatt {

/// Stochastic gradient descent as it is (McMahan et al. 2017).
struct PlainSgd {};

/// Adds μ/2 ‖w − w_global‖² to the loss (Li et al. 2020); μ = 0 is PlainSgd bit by bit.
struct FedProx {
  double mu = 0;  ///< ≥ 0
};

/// How a client of SCAFFOLD renews its control variate.
enum class ControlUpdate {
  gradient_at_global,  ///< option I: the gradient of its whole loss at the global model, one more pass over its samples
  mean_of_steps        ///< option II: the mean corrected direction of its steps, at no cost
};

/// Steps along gradient − c_k + c, with control variates c_k of the client and c of the server (Karimireddy et al. 2020).
struct Scaffold {
  ControlUpdate update = ControlUpdate::mean_of_steps;
};

/// PlainSgd whose update the server divides by its number of steps (Wang et al. 2020): FedNovaServer.
struct FedNova {};

/// Adds −⟨h_k, w⟩ + α/2 ‖w − w_global‖² to the loss; afterwards h_k ← h_k − α (w_k − w_global) (Acar et al. 2021).
struct FedDyn {
  double alpha = 0.1;  ///< > 0
};

using LocalSolver = std::variant<PlainSgd, FedProx, Scaffold, FedNova, FedDyn>;

/// Passes over all samples of the client, each shuffled anew.
struct Epochs {
  std::int64_t count = 1;  ///< ≥ 1
};

/// Batches, over as many passes as they take.
struct Steps {
  std::int64_t count = 1;  ///< ≥ 1
};

using LocalWork = std::variant<Epochs, Steps>;

/// How clients train. Bounds are checked where a scenario is read.
struct LocalOptions {
  LocalSolver solver;
  LocalWork work;
  std::optional<std::int64_t> batch_size;  ///< ≥ 1; nothing: all samples at once. The last short batch of a pass is kept.
  double rate = 0.1;                       ///< learning rate of round 1; > 0
  double rate_decay = 1;                   ///< factor from each round to the next; in (0, 1]
  double momentum = 0;                     ///< heavy ball, from rest in each round; in [0, 1)
  double weight_decay = 0;                 ///< times w, added to the gradient; ≥ 0
  bool measure_initial_loss = false;       ///< of the global model on the client's samples, one more forward pass: q-FedAvg

  /// The learning rate in \p round, from 1.
  double rate_in(std::int32_t round) const;
};

}  // namespace roundwatt
