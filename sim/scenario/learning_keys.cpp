#include "sim/scenario/learning_keys.hpp"

#include <functional>

#include "sim/scenario/number_format.hpp"

namespace roundwatt {

namespace {

const ValueRange below_one{0, true, 0.999999};

using Condition = std::function<bool()>;

bool is_adaptive(OptimizerKind kind) {
  return kind == OptimizerKind::fedadam || kind == OptimizerKind::fedyogi || kind == OptimizerKind::fedadagrad;
}

void declare_model(KeyList& keys, ModelChoice& model, const Scope& scope) {
  keys.section("learning.model", "The model that is trained.", scope);
  keys.add("learning.model.kind",
           choice<ModelKind>({{"softmax", ModelKind::softmax}, {"mlp", ModelKind::mlp}, {"cnn", ModelKind::cnn}}), model.kind,
           optional_key(), "softmax: softmax regression; mlp: hidden layers with ReLU; cnn: of LeNet-5's shape.");
  keys.add_if_stated("learning.model.hidden", list_of(whole_number(1)), model.hidden,
                     required_if("when learning.model.kind is mlp",
                                 [&model, holds = scope.holds] { return holds() && model.kind == ModelKind::mlp; }),
                     "Sizes of the hidden layers of an mlp.");
}

void declare_local(KeyList& keys, LearningChoice& learning) {
  keys.section("learning.local", "What a client trains in a round; in mode centralized, the server.");
  keys.add_unless("learning.local.epochs", whole_number(1), learning.local_epochs, learning.local_steps, optional_key(),
                  "Passes over the client's samples.");
  keys.add("learning.local.steps", whole_number(1), learning.local_steps, when_absent("not used"),
           "Batches instead of epochs.");
  keys.add("learning.local.batch_size", whole_number(1), learning.batch_size, required_key(), "Samples in one batch.");
}

void declare_solver(KeyList& keys, SolverChoice& solver, const Scope& scope, const Condition& with_others) {
  keys.section("learning.solver", "How a client trains: docs/methods/learning.md.", scope);
  keys.add("learning.solver.kind",
           choice<SolverKind>({{"sgd", SolverKind::sgd},
                               {"fedprox", SolverKind::fedprox},
                               {"scaffold", SolverKind::scaffold},
                               {"fednova", SolverKind::fednova},
                               {"feddyn", SolverKind::feddyn}}),
           solver.kind, optional_key(), "The local solver; scaffold, fednova and feddyn bring their server's rule along.");
  keys.add_if_stated("learning.solver.learning_rate", number(above(0)), solver.learning_rate,
                     required_if("when learning.kind is real", scope.holds), "Learning rate of the first round.");
  keys.add("learning.solver.rate_decay", number(above_up_to(0, 1)), solver.rate_decay, optional_key(),
           "Factor on the learning rate from round to round.");
  keys.add("learning.solver.momentum", number(below_one), solver.momentum, optional_key(), "Heavy ball, from rest each round.");
  keys.add("learning.solver.weight_decay", number(at_least(0)), solver.weight_decay, optional_key(),
           "Times the weights, added to the gradient.");
  keys.add("learning.solver.mu", number(at_least(0)), solver.mu,
           required_if("with learning.solver.kind fedprox",
                       [&solver, with_others] { return with_others() && solver.kind == SolverKind::fedprox; }),
           "μ of fedprox: 0 is FedAvg; 0.001 to 1 are usual.");
  keys.add("learning.solver.option",
           choice<ScaffoldOption>(
               {{"mean-of-steps", ScaffoldOption::mean_of_steps}, {"gradient-at-global", ScaffoldOption::gradient_at_global}}),
           solver.option, optional_key(), "How scaffold renews control variates: its options II and I.");
  keys.add("learning.solver.alpha", number(above(0)), solver.alpha, optional_key(), "α of feddyn.");
}

void declare_server(KeyList& keys, OptimizerChoice& server, const Scope& scope, const Condition& with_others) {
  keys.section("learning.server", "How the server turns updates into the next model.", scope);
  keys.add("learning.server.optimizer",
           choice<OptimizerKind>({{"fedavg", OptimizerKind::fedavg},
                                  {"fedavgm", OptimizerKind::fedavgm},
                                  {"fedadam", OptimizerKind::fedadam},
                                  {"fedyogi", OptimizerKind::fedyogi},
                                  {"fedadagrad", OptimizerKind::fedadagrad},
                                  {"qfedavg", OptimizerKind::qfedavg},
                                  {"median", OptimizerKind::median},
                                  {"trimmed-mean", OptimizerKind::trimmed_mean}}),
           server.kind, optional_key(), "The rule.");
  keys.add("learning.server.weights",
           choice<UpdateWeights>({{"samples", UpdateWeights::samples}, {"uniform", UpdateWeights::uniform}}), server.weights,
           optional_key(), "What an update counts in the mean: its client's samples, or all alike.");
  keys.add("learning.server.learning_rate", number(above(0)), server.learning_rate,
           required_if("with learning.server.optimizer fedadam, fedyogi or fedadagrad, else 1",
                       [&server, with_others] { return with_others() && is_adaptive(server.kind); }),
           "The server's learning rate; adaptive optimizers want about 0.01.");
  keys.add("learning.server.momentum", number(below_one), server.momentum, optional_key(), "Of fedavgm.");
  keys.add("learning.server.beta1", number(below_one), server.beta1, optional_key(), "β₁ of the adaptive optimizers.");
  keys.add("learning.server.beta2", number(below_one), server.beta2, optional_key(), "β₂ of fedadam and fedyogi.");
  keys.add("learning.server.tau", number(above(0)), server.tau, optional_key(), "τ of the adaptive optimizers.");
  keys.add("learning.server.q", number(at_least(0)), server.q, optional_key(), "q of qfedavg.");
  keys.add("learning.server.trim", number({0, true, 0.49}), server.trim, optional_key(),
           "Share of the updates that trimmed-mean leaves out at each end.");
}

void declare_evaluation(KeyList& keys, LearningChoice& learning) {
  keys.section("learning.evaluate", "Tests of the global model, on the server.");
  keys.add("learning.evaluate.every", whole_number(1), learning.evaluate_every, optional_key(), "Rounds from test to test.");
  keys.add("learning.evaluate.per_epoch", whole_number(1), learning.evaluate_per_epoch, optional_key(),
           "In mode centralized with learning.kind real: tests in an epoch, evenly spaced; 1: one at the end of a round.");
  keys.add("learning.evaluate.set",
           choice<EvaluationSet>({{"test", EvaluationSet::test}, {"validation", EvaluationSet::validation}}),
           learning.evaluation_set, optional_key(),
           "The set that stop.target_accuracy looks at; the test set is always reported.");
  keys.add("learning.evaluate.samples", whole_number(0), learning.evaluation_samples, optional_key(),
           "Samples that a test costs; 0: testing costs nothing, or, with learning.kind real, what it takes.");
}

}  // namespace

void declare_learning(KeyList& keys, LearningChoice& learning, const Federation& federation) {
  const Scope trained{"learning.kind is not real", [&learning] { return learning.kind == LearningKind::real; }};
  keys.section("learning", "Where accuracy comes from, and what a client does in a round.");
  keys.add(
      "learning.kind",
      choice<LearningKind>({{"rounds", LearningKind::rounds}, {"replay", LearningKind::replay}, {"real", LearningKind::real}}),
      learning.kind, optional_key(),
      "rounds: only counted; replay: accuracy by round from a CSV measured elsewhere; real: models are trained.");
  const Scope replayed{"learning.kind is not replay", [&learning] { return learning.kind == LearningKind::replay; }};
  keys.section("learning.replay", "Accuracy measured elsewhere.", replayed);
  keys.add_if_stated(
      "learning.replay.file", file_value(), learning.replay_file, required_if("when learning.kind is replay", replayed.holds),
      "CSV with the columns round, from 0 (the model before the first round) or later, and test_accuracy, in [0, 1] or, "
      "where any is above 1 or the column is called test_accuracy_percent, in %; test_loss and train_loss if known.");
  declare_model(keys, learning.model, trained);
  declare_local(keys, learning);
  const Condition federated = [&learning, &federation] {
    return learning.kind == LearningKind::real && federation.mode != Mode::centralized;
  };
  declare_solver(keys, learning.solver, trained, federated);
  declare_server(keys, learning.server, trained, federated);
  declare_evaluation(keys, learning);
  declare_metrics(keys, learning.metrics, trained);
}

}  // namespace roundwatt
