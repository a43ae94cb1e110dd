#pragma once

#include <cmath>
#include <vector>

#include "sim/learning/local_training.hpp"
#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

/// F(w) = ½ a (w − c)², of which clients' rounds can be followed by hand: a sample has the feature √a and the label c.
struct Quadratic {
  double a = 1;
  std::int32_t c = 0;
};

/// One parameter w; the mean of the samples' quadratics. Starts at 5.
class QuadraticModel final : public Model {
 public:
  Eigen::Index parameter_count() const override { return 1; }
  Parameters initial(RandomStream) const override { return Parameters::Constant(1, 5); }
  double loss_and_gradient(const Parameters& parameters, const Batch& batch, Workspace& workspace) const override {
    double gradient = 0;
    for (Eigen::Index i = 0; i < batch.size(); ++i) gradient += curvature(batch, i) * distance(parameters, batch, i);
    workspace.gradient = Parameters::Constant(1, static_cast<float>(gradient / static_cast<double>(batch.size())));
    return evaluate(parameters, batch, workspace).loss();
  }
  Evaluation evaluate(const Parameters& parameters, const Batch& batch, Workspace&) const override {
    Evaluation result{0, 0, batch.size()};
    for (Eigen::Index i = 0; i < batch.size(); ++i) {
      result.loss_sum += curvature(batch, i) * std::pow(distance(parameters, batch, i), 2) / 2;
    }
    return result;
  }
  double forward_macs_per_sample() const override { return 1; }

 private:
  static double curvature(const Batch& batch, Eigen::Index i) {
    return std::pow(static_cast<double>(batch.features()(i, 0)), 2);
  }
  static double distance(const Parameters& parameters, const Batch& batch, Eigen::Index i) {
    return static_cast<double>(parameters[0]) - batch.labels()[static_cast<std::size_t>(i)];
  }
};

/// Clients with quadratics as samples, and what they and the server know between rounds.
class QuadraticFederation {
 public:
  /// \p clients: the samples of each
  explicit QuadraticFederation(const std::vector<std::vector<Quadratic>>& clients) {
    for (const auto& client : clients) {
      for (const Quadratic& sample : client) data_.labels.push_back(sample.c);
    }
    data_.features.resize(static_cast<Eigen::Index>(data_.labels.size()), 1);
    SampleRow row = 0;
    for (const auto& client : clients) {
      clients_.push_back({&data_, {}, 0, 1, clients_.size()});
      for (const Quadratic& sample : client) {
        data_.features(row, 0) = static_cast<float>(std::sqrt(sample.a));
        clients_.back().rows.push_back(row++);
      }
    }
    states_.resize(clients_.size());
    global_.parameters = Parameters::Constant(1, 5);
  }
  QuadraticFederation(const QuadraticFederation&) = delete;
  QuadraticFederation& operator=(const QuadraticFederation&) = delete;

  LocalUpdate train(std::size_t client, const LocalOptions& options) {
    LocalResult result = train_locally({model_, clients_[client], global_, round_}, options, states_[client], workspace_);
    states_[client] = std::move(result.state);
    return std::move(result.update);
  }
  /// A round of all clients, each with its options; w after it.
  double play(ServerOptimizer& server, const std::vector<LocalOptions>& options) {
    std::vector<LocalUpdate> updates;
    for (std::size_t k = 0; k < clients_.size(); ++k) updates.push_back(train(k, options[k]));
    global_ = server.apply(global_, updates);
    ++round_;
    return w();
  }
  double play(ServerOptimizer& server, const LocalOptions& options, int rounds = 1) {
    for (int i = 0; i < rounds; ++i) play(server, std::vector(clients_.size(), options));
    return w();
  }
  double w() const { return static_cast<double>(global_.parameters[0]); }
  const GlobalModel& global() const { return global_; }
  const ClientState& state(std::size_t client) const { return states_[client]; }

 private:
  QuadraticModel model_;
  Dataset data_;
  std::vector<ClientData> clients_;
  std::vector<ClientState> states_;
  GlobalModel global_;
  std::int32_t round_ = 1;
  Workspace workspace_;
};

/// Full batches at rate .1.
inline LocalOptions full_batch(LocalSolver solver, std::int64_t steps) {
  LocalOptions options;
  options.solver = solver;
  options.work = Steps{steps};
  options.rate = 0.1;
  return options;
}

/// One sample each: ½ a₁ w² and ½ a₂ (w − 1)².
inline std::vector<std::vector<Quadratic>> two_clients(double a1, double a2) { return {{{a1, 0}}, {{a2, 1}}}; }

}  // namespace roundwatt
