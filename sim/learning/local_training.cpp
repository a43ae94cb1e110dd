#include "sim/learning/local_training.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/learning/evaluation.hpp"
#include "sim/learning/learning_metrics.hpp"

namespace roundwatt {

namespace {

Parameters or_zero(const Parameters& parameters, Eigen::Index count) {
  return parameters.size() > 0 ? parameters : Parameters::Zero(count);
}

/// What a solver adds to every gradient: pull · (w − w_global) + shift.
struct Correction {
  double pull = 0;
  Parameters shift;  ///< empty: 0
};

Correction correction_of(const LocalSolver& solver, const GlobalModel& global, const ClientState& state) {
  const Eigen::Index count = global.parameters.size();
  if (const auto* prox = std::get_if<FedProx>(&solver)) return {prox->mu, {}};
  if (const auto* dyn = std::get_if<FedDyn>(&solver)) return {dyn->alpha, -or_zero(state.control, count)};
  if (std::holds_alternative<Scaffold>(solver)) return {0, or_zero(global.control, count) - or_zero(state.control, count)};
  return {};
}

/// One client's descent.
class Descent {
 public:
  Descent(const LocalTask& task, const LocalOptions& options, const ClientState& state, Workspace& workspace)
      : task_{task},
        options_{options},
        workspace_{workspace},
        correction_{correction_of(options.solver, task.global, state)},
        rate_{static_cast<float>(options.rate_in(task.round))},
        parameters_{task.global.parameters},
        stream_{task.data.seed, "local_training", task.data.client, static_cast<std::uint64_t>(task.round)} {
    workspace_.order = task.data.rows;
    if (options.momentum > 0) workspace_.velocity.setZero(parameters_.size());
  }

  LocalUpdate run();

 private:
  std::int64_t steps_to_take(std::size_t batch_size) const;
  void shuffle();
  void step(std::span<const SampleRow> rows);
  void correct(Parameters& gradient) const;
  void move_along(const Parameters& gradient);

  const LocalTask& task_;
  const LocalOptions& options_;
  Workspace& workspace_;
  Correction correction_;
  float rate_;
  Parameters parameters_;
  RandomStream stream_;
  std::int64_t steps_ = 0;
  std::int64_t samples_seen_ = 0;
  double loss_sum_ = 0, squared_loss_sum_ = 0;
  double last_weight_ = 0;  ///< of the last gradient in the velocity and all before
  double step_weight_ = 0;
};

std::int64_t Descent::steps_to_take(std::size_t batch_size) const {
  if (const auto* steps = std::get_if<Steps>(&options_.work)) return steps->count;
  const std::size_t batches = (task_.data.rows.size() + batch_size - 1) / batch_size;
  return std::get<Epochs>(options_.work).count * static_cast<std::int64_t>(batches);
}

LocalUpdate Descent::run() {
  const std::vector<SampleRow>& order = workspace_.order;
  const std::size_t size = options_.batch_size ? static_cast<std::size_t>(*options_.batch_size) : order.size();
  const std::int64_t steps = steps_to_take(size);
  for (std::size_t begin = order.size(); steps_ < steps && std::isfinite(loss_sum_); begin += size) {
    if (begin >= order.size()) {
      shuffle();
      begin = 0;
    }
    step(std::span{order}.subspan(begin, std::min(size, order.size() - begin)));
  }
  LocalUpdate update;
  update.client = task_.data.client;
  update.samples = task_.data.samples();
  update.steps = steps_;
  update.epochs = static_cast<double>(samples_seen_) / static_cast<double>(update.samples);
  update.step_weight = step_weight_;
  update.training_loss = loss_sum_ / static_cast<double>(std::max<std::int64_t>(samples_seen_, 1));
  update.squared_loss = squared_loss_sum_ / static_cast<double>(std::max<std::int64_t>(samples_seen_, 1));
  update.diverged = !std::isfinite(loss_sum_) || !parameters_.allFinite();
  update.parameters = std::move(parameters_);
  return update;
}

void Descent::shuffle() {
  std::vector<SampleRow>& order = workspace_.order;
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[stream_.below(i)]);
}

void Descent::step(std::span<const SampleRow> rows) {
  workspace_.batch.gather(task_.data, rows);
  const double loss = task_.model.loss_and_gradient(parameters_, workspace_.batch, workspace_);
  correct(workspace_.gradient);
  move_along(workspace_.gradient);
  loss_sum_ += loss * static_cast<double>(rows.size());
  squared_loss_sum_ += workspace_.mean_square_loss * static_cast<double>(rows.size());
  samples_seen_ += static_cast<std::int64_t>(rows.size());
  ++steps_;
}

void Descent::correct(Parameters& gradient) const {
  if (options_.weight_decay > 0) gradient += static_cast<float>(options_.weight_decay) * parameters_;
  if (correction_.pull > 0) gradient += static_cast<float>(correction_.pull) * (parameters_ - task_.global.parameters);
  if (correction_.shift.size() > 0) gradient += correction_.shift;
}

void Descent::move_along(const Parameters& gradient) {
  if (options_.momentum > 0) {
    workspace_.velocity = static_cast<float>(options_.momentum) * workspace_.velocity + gradient;
    parameters_ -= rate_ * workspace_.velocity;
  } else {
    parameters_ -= rate_ * gradient;
  }
  last_weight_ = options_.momentum * last_weight_ + 1;
  step_weight_ += last_weight_;
}

/// SCAFFOLD's next c_k. Option II, c_k − c + (x − y) / (K η), takes the gradients' weight for K: the same without momentum.
Parameters next_control(const Scaffold& solver, const LocalTask& task, const LocalUpdate& update, const Parameters& control,
                        double rate, Workspace& workspace) {
  const Parameters& start = task.global.parameters;
  if (solver.update == ControlUpdate::gradient_at_global) {
    return mean_gradient(task.model, start, task.data, workspace).cast<float>();
  }
  const auto per_weight = static_cast<float>(1 / (update.step_weight * rate));
  return control - or_zero(task.global.control, start.size()) + per_weight * (start - update.parameters);
}

}  // namespace

double LocalOptions::rate_in(std::int32_t round) const { return rate * std::pow(rate_decay, round - 1); }

LocalResult train_locally(const LocalTask& task, const LocalOptions& options, ClientState state, Workspace& workspace) {
  if (task.data.rows.empty()) throw RunError{fmt::format("client {} holds no samples to train on.", task.data.client)};
  const Parameters& start = task.global.parameters;
  std::optional<double> initial_loss;
  if (options.measure_initial_loss) initial_loss = evaluate(task.model, start, task.data, workspace).loss();
  LocalUpdate update = Descent{task, options, state, workspace}.run();
  update.initial_loss = initial_loss;
  update.diverged = update.diverged || !std::isfinite(initial_loss.value_or(0));
  if (update.diverged) return {std::move(update), std::move(state)};
  update.norm = update_norm(start, update.parameters);
  if (const auto* scaffold = std::get_if<Scaffold>(&options.solver)) {
    const Parameters control = or_zero(state.control, start.size());
    state.control = next_control(*scaffold, task, update, control, options.rate_in(task.round), workspace);
    update.control_delta = state.control - control;
  } else if (const auto* dyn = std::get_if<FedDyn>(&options.solver)) {
    state.control = or_zero(state.control, start.size()) - static_cast<float>(dyn->alpha) * (update.parameters - start);
  }
  return {std::move(update), std::move(state)};
}

}  // namespace roundwatt
