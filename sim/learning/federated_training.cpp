#include "sim/learning/federated_training.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/base/error.hpp"
#include "sim/learning/learning_metrics.hpp"

namespace roundwatt {

namespace {

bool keeps_state(const LocalSolver& solver) {
  return std::holds_alternative<Scaffold>(solver) || std::holds_alternative<FedDyn>(solver);
}

[[noreturn]] void report_divergence(std::int32_t round, const std::string& who) {
  throw RunError{fmt::format(
      "the training of {} diverged in round {}: its loss is not finite any more. Lower learning.solver.learning_rate", who,
      round)};
}

}  // namespace

ClientData data_of(const LearningTask& task, ClientId client) {
  return {&task.data->train, task.partition->rows(client), task.partition->noise_sd(client), task.seed, client.index()};
}

FederatedTraining::FederatedTraining(LearningTask task, TrainingPool& pool)
    : task_{std::move(task)}, pool_{pool}, training_loss_{std::numeric_limits<double>::quiet_NaN()} {
  global_ = std::make_shared<GlobalModel>(
      GlobalModel{task_.model->initial(RandomStream{task_.seed, "initialisation"}), Parameters{}});
  if (keeps_state(task_.local.solver)) states_.resize(task_.partition->clients());
  if (keeps_residual(task_.compression)) memories_.resize(task_.partition->clients());
}

FederatedTraining::Pending FederatedTraining::begin(ClientId client, std::int32_t round, Snapshot global,
                                                    const LocalWork& work) {
  LocalOptions options = task_.local;
  options.work = work;
  ClientState state = states_.empty() ? ClientState{} : states_[client.index()];
  return pool_.submit(
      [this, client, round, options, state = std::move(state), global = std::move(global)](Workspace& workspace) mutable {
        const ClientData data = data_of(task_, client);
        LocalResult result = train_locally({*task_.model, data, *global, round}, options, std::move(state), workspace);
        Parameters nothing_kept;
        if (!keeps_residual(task_.compression)) transmit(result, *global, round, nothing_kept);
        return result;
      });
}

/// What the server gets to see of an update. A change that is not finite is left for the server to find.
void FederatedTraining::transmit(LocalResult& result, const GlobalModel& global, std::int32_t round,
                                 Parameters& residual) const {
  if (std::holds_alternative<FullPrecision>(task_.compression) || result.update.diverged) return;
  const Parameters change = result.update.parameters - global.parameters;
  const RandomStream stream{task_.seed, "compression", result.update.client, static_cast<std::uint64_t>(round)};
  result.update.parameters = global.parameters + transmitted(task_.compression, change, residual, stream);
}

std::optional<FederatedTraining::Encoding> FederatedTraining::encode(ClientId client, std::int32_t round,
                                                                     const Snapshot& global, Pending& update) {
  if (memories_.empty()) return std::nullopt;
  Memory& memory = memories_[client.index()];
  LocalResult result = update.get();
  memory.before = memory.residual;
  transmit(result, *global, round, memory.residual);
  std::promise<LocalResult> ready;
  update = ready.get_future();
  ready.set_value(std::move(result));
  return ++memory.encodings;
}

void FederatedTraining::lose(ClientId client, Encoding encoding) {
  Memory& memory = memories_[client.index()];
  if (memory.encodings == encoding) memory.residual = memory.before;
}

void FederatedTraining::aggregate(std::int32_t round, std::vector<Pending> updates, const std::vector<double>& discounts) {
  move_by(
      round, std::move(updates),
      [this](const GlobalModel& global, std::span<const LocalUpdate> joined) { return task_.server->apply(global, joined); },
      discounts);
}

void FederatedTraining::aggregate(std::int32_t round, std::vector<Pending> updates, const Rule& rule) {
  move_by(round, std::move(updates), rule, {});
}

FederatedTraining::Joined FederatedTraining::gather(std::int32_t round, std::vector<Pending> updates,
                                                    const std::vector<double>& discounts) {
  Joined joined;
  for (Pending& pending : updates) {
    LocalResult result = pending.get();
    if (result.update.diverged) report_divergence(round, fmt::format("client {}", result.update.client));
    joined.loss += result.update.training_loss * static_cast<double>(result.update.samples);
    joined.samples += static_cast<double>(result.update.samples);
    joined.norms += result.update.norm;
    client_losses_.push_back(
        {ClientId{result.update.client}, result.update.training_loss, std::sqrt(result.update.squared_loss)});
    if (!states_.empty()) states_[result.update.client] = std::move(result.state);
    if (!discounts.empty()) result.update.discount = discounts[joined.updates.size()];
    joined.updates.push_back(std::move(result.update));
  }
  return joined;
}

void FederatedTraining::move_by(std::int32_t round, std::vector<Pending> updates, const Rule& rule,
                                const std::vector<double>& discounts) {
  client_losses_.clear();
  const Joined joined = gather(round, std::move(updates), discounts);
  norms_ = {0, std::numeric_limits<double>::quiet_NaN()};
  if (joined.updates.empty()) return;
  move_to(rule(*global_, joined.updates));
  if (!global_->parameters.allFinite()) report_divergence(round, "the global model");
  training_loss_ = joined.loss / joined.samples;
  norms_.mean_client = joined.norms / static_cast<double>(joined.updates.size());
}

FederatedTraining::EdgeModel FederatedTraining::join(std::int32_t round, EdgeModel base, std::vector<Pending> updates,
                                                     const std::vector<double>& discounts) {
  client_losses_.clear();
  const Joined joined = gather(round, std::move(updates), discounts);
  if (joined.updates.empty()) return base;
  base.model = std::make_shared<GlobalModel>(task_.server->apply(*base.model, joined.updates));
  if (!base.model->parameters.allFinite()) report_divergence(round, "an edge model");
  base.updates += static_cast<std::int64_t>(joined.updates.size());
  base.samples += joined.samples;
  base.loss += joined.loss;
  base.norms += joined.norms;
  return base;
}

void FederatedTraining::average(std::int32_t round, const std::vector<EdgeModel>& edges, ClientWeights weights) {
  const auto weight = [weights](const EdgeModel& edge) {
    return weights == ClientWeights::samples ? edge.samples : static_cast<double>(edge.updates);
  };
  double sum = 0, loss = 0, samples = 0, norms = 0;
  std::int64_t updates = 0;
  for (const EdgeModel& edge : edges) {
    sum += weight(edge);
    loss += edge.loss;
    samples += edge.samples;
    norms += edge.norms;
    updates += edge.updates;
  }
  norms_ = {0, std::numeric_limits<double>::quiet_NaN()};
  if (updates == 0) return;
  Eigen::VectorXd mean;
  for (const EdgeModel& edge : edges) {
    if (edge.updates == 0) continue;
    const Eigen::VectorXd part = weight(edge) / sum * edge.model->parameters.cast<double>();
    // Starts with the first product: that of a single edge is its model.
    if (mean.size() == 0) {
      mean = part;
    } else {
      mean += part;
    }
  }
  move_to({mean.cast<float>(), global_->control});
  if (!global_->parameters.allFinite()) report_divergence(round, "the global model");
  training_loss_ = loss / samples;
  norms_.mean_client = norms / static_cast<double>(updates);
}

void FederatedTraining::move_to(GlobalModel next) {
  norms_.global = update_norm(global_->parameters, next.parameters);
  global_ = std::make_shared<GlobalModel>(std::move(next));
}

void FederatedTraining::train_global(std::int32_t round, std::vector<SampleRow> rows) {
  LocalOptions options = task_.local;
  options.solver = PlainSgd{};
  options.work = Epochs{1};
  const ClientData data{&task_.data->train, std::move(rows), 0, task_.seed, 0};
  LocalResult result = pool_
                           .submit([&](Workspace& workspace) {
                             return train_locally({*task_.model, data, *global_, round}, options, {}, workspace);
                           })
                           .get();
  if (result.update.diverged) report_divergence(round, "the server");
  move_to({std::move(result.update.parameters), Parameters{}});
  training_loss_ = result.update.training_loss;
}

Score FederatedTraining::score_on(const Dataset& set) { return score(*task_.model, global_->parameters, set, pool_); }

}  // namespace roundwatt
