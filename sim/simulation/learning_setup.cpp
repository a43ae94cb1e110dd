#include "sim/simulation/learning_setup.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/learning/adaptive_server.hpp"
#include "sim/learning/drift_correction.hpp"
#include "sim/learning/fair_averaging.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/lenet.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "sim/learning/robust_averaging.hpp"

namespace roundwatt {

namespace {

std::shared_ptr<const Model> make_model(const Scenario& scenario, const Dataset& data) {
  const ModelChoice& choice = scenario.learning.model;
  const auto features = static_cast<Eigen::Index>(data.features.cols());
  switch (choice.kind) {
    case ModelKind::softmax:
      return std::make_shared<BasicMultilayerPerceptron<float>>(features, std::vector<Eigen::Index>{}, data.classes);
    case ModelKind::mlp:
      return std::make_shared<BasicMultilayerPerceptron<float>>(
          features, std::vector<Eigen::Index>{choice.hidden.begin(), choice.hidden.end()}, data.classes);
    case ModelKind::cnn:
      if (!data.shape.given()) {
        throw UserError{std::vector{scenario.problem(
            "learning.model.kind", fmt::format("learning.model.kind = cnn needs images, but the samples of {} are none. Say "
                                               "softmax or mlp.",
                                               scenario.data.dataset))}};
      }
      return std::make_shared<BasicLeNet<float>>(data.shape, data.classes);
  }
  throw RunError{"a model has no kind"};
}

LocalSolver make_solver(const SolverChoice& choice) {
  switch (choice.kind) {
    case SolverKind::sgd:
      return PlainSgd{};
    case SolverKind::fedprox:
      return FedProx{choice.mu};
    case SolverKind::scaffold:
      return Scaffold{choice.option == ScaffoldOption::gradient_at_global ? ControlUpdate::gradient_at_global
                                                                          : ControlUpdate::mean_of_steps};
    case SolverKind::fednova:
      return FedNova{};
    case SolverKind::feddyn:
      return FedDyn{choice.alpha};
  }
  throw RunError{"a solver has no kind"};
}

LocalOptions local_options(const LearningChoice& learning) {
  LocalOptions options;
  options.solver = make_solver(learning.solver);
  if (learning.local_steps) {
    options.work = Steps{*learning.local_steps};
  } else {
    options.work = Epochs{learning.local_epochs};
  }
  options.batch_size = learning.batch_size;
  options.rate = learning.solver.learning_rate;
  options.rate_decay = learning.solver.rate_decay;
  options.momentum = learning.solver.momentum;
  options.weight_decay = learning.solver.weight_decay;
  options.measure_initial_loss = learning.server.kind == OptimizerKind::qfedavg;
  return options;
}

/// The rule that comes with the local solver, or nothing.
std::shared_ptr<ServerOptimizer> solvers_own_server(const LearningChoice& learning, ClientWeights weights,
                                                    std::size_t clients) {
  const auto population = static_cast<std::int64_t>(clients);
  const double rate = learning.server.learning_rate;
  if (learning.solver.kind == SolverKind::scaffold) return std::make_shared<ScaffoldServer>(population, rate);
  if (learning.solver.kind == SolverKind::fednova) return std::make_shared<FedNovaServer>(weights, rate);
  if (learning.solver.kind == SolverKind::feddyn) return std::make_shared<FedDynServer>(population);
  return nullptr;
}

std::shared_ptr<ServerOptimizer> make_server(const LearningChoice& learning, std::size_t clients) {
  const OptimizerChoice& choice = learning.server;
  const ClientWeights weights = choice.weights == UpdateWeights::uniform ? ClientWeights::uniform : ClientWeights::samples;
  if (auto own = solvers_own_server(learning, weights, clients)) return own;
  const AdaptiveOptions adaptive{weights, choice.learning_rate, choice.beta1, choice.beta2, choice.tau};
  switch (choice.kind) {
    case OptimizerKind::fedavg:
      return std::make_shared<FedAvgServer>(weights, choice.learning_rate);
    case OptimizerKind::fedavgm:
      return std::make_shared<FedAvgMServer>(weights, choice.learning_rate, choice.momentum);
    case OptimizerKind::fedadam:
      return std::make_shared<AdaptiveServer>(SecondMoment::adam, adaptive);
    case OptimizerKind::fedyogi:
      return std::make_shared<AdaptiveServer>(SecondMoment::yogi, adaptive);
    case OptimizerKind::fedadagrad:
      return std::make_shared<AdaptiveServer>(SecondMoment::adagrad, adaptive);
    case OptimizerKind::qfedavg:
      return std::make_shared<QFedAvgServer>(choice.q, 1 / learning.solver.learning_rate);
    case OptimizerKind::median:
      return std::make_shared<MedianServer>();
    case OptimizerKind::trimmed_mean:
      return std::make_shared<TrimmedMeanServer>(choice.trim);
  }
  throw RunError{"a server optimizer has no kind"};
}

}  // namespace

Compression compression(const CompressionChoice& choice) {
  switch (choice.kind) {
    case CompressionKind::none:
      return FullPrecision{};
    case CompressionKind::half_precision:
      return HalfPrecision{};
    case CompressionKind::qsgd:
      return Qsgd{static_cast<std::int32_t>(choice.levels)};
    case CompressionKind::top_k:
      return TopK{choice.share};
    case CompressionKind::random_k:
      return RandomK{choice.share};
  }
  throw RunError{"a compression has no kind"};
}

LearningTask learning_task(const Scenario& scenario, std::shared_ptr<const DataSplits> data,
                           std::shared_ptr<const Partition> partition) {
  LearningTask task;
  task.model = make_model(scenario, data->train);
  task.local = local_options(scenario.learning);
  task.server = make_server(scenario.learning, partition->clients());
  task.data = std::move(data);
  task.partition = std::move(partition);
  task.compression = compression(scenario.federation.compression);
  task.seed = scenario.seed;
  return task;
}

void derive_workload(Scenario& scenario, const LearningTask& task) {
  Workload& workload = scenario.workload;
  const auto parameters = static_cast<double>(task.model->parameter_count());
  const Flops forward{2 * task.model->forward_macs_per_sample()};
  if (workload.model.parameters == 0) workload.model.parameters = parameters;
  if (workload.model.size.value() == 0) workload.model.size = task.model->bytes();
  if (workload.flops_per_sample.value() == 0) workload.flops_per_sample = task.model->training_flops_per_sample();
  if (workload.aggregation_flops_per_update.value() == 0) workload.aggregation_flops_per_update = Flops{2 * parameters};
  if (workload.evaluation_flops_per_sample.value() == 0) workload.evaluation_flops_per_sample = forward;
  if (scenario.learning.evaluation_samples == 0) {
    scenario.learning.evaluation_samples =
        static_cast<std::int64_t>(task.data->test.samples() + task.data->validation.samples());
  }
}

}  // namespace roundwatt
