#include "sim/scenario/learning_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "sim/scenario/rule_book.hpp"

namespace roundwatt {

namespace {

const std::vector<std::string> known_datasets{"fashion-mnist", "cifar10", "synthetic", "synthetic-iid",
                                              "fcube",         "idx",     "csv",       "leaf"};

class LearningRuleCheck {
 public:
  LearningRuleCheck(const Scenario& scenario, const std::vector<KeyUse>& uses) : scenario_{scenario}, rules_{uses} {}

  std::vector<Problem> run() {
    if (!use("learning.kind").good) return {};
    check_dataset();
    check_files();
    check_partition();
    check_options();
    check_algorithm();
    check_training_alone();
    check_evaluation();
    return rules_.take();
  }

 private:
  const KeyUse& use(std::string_view path) const { return rules_.use(path); }
  static std::string says(const KeyUse& one) { return RuleBook::says(one); }
  void break_at(std::string_view path, const std::string& message) { rules_.break_at(path, message); }
  void require(std::string_view path, const std::string& why) { rules_.require(path, why); }
  void reserve(std::string_view path, bool holds, const std::string& where) { rules_.reserve(path, holds, where); }

  void check_dataset();
  void check_files();
  void check_partition();
  void check_options();
  void check_algorithm();
  void check_training_alone();
  void check_evaluation();

  const Scenario& scenario_;
  RuleBook rules_;
};

void LearningRuleCheck::check_dataset() {
  const std::string& name = scenario_.data.dataset;
  if (!use("data.dataset").good) return;
  if (!use("data.dataset").given) return require("data.dataset", "learning.kind = real trains on data");
  if (std::find(known_datasets.begin(), known_datasets.end(), name) != known_datasets.end()) return;
  break_at("data.dataset", fmt::format("data.dataset = {}: no such data to train on.{} There are: {}.", name,
                                       did_you_mean(name, known_datasets), fmt::join(known_datasets, ", ")));
}

void LearningRuleCheck::check_files() {
  const std::string& name = scenario_.data.dataset;
  const std::string why = "data.dataset = " + name + " is read from files";
  const bool files = name == "idx" || name == "csv" || name == "leaf";
  for (const char* path : {"data.source.train_file", "data.source.test_file"}) {
    if (files) require(path, why);
    reserve(path, files, "with data.dataset idx, csv or leaf");
  }
  for (const char* path : {"data.source.train_labels_file", "data.source.test_labels_file"}) {
    if (name == "idx") require(path, why);
    reserve(path, name == "idx", "with data.dataset idx");
  }
  if (name == "cifar10") require("data.source.folder", why);
  reserve("data.source.folder", name == "cifar10" || name == "fashion-mnist", "with data.dataset fashion-mnist or cifar10");
  reserve("data.source.label_column", name == "csv", "with data.dataset csv");
  reserve("data.source.standardise", name == "csv", "with data.dataset csv");
  reserve("data.source.shape", name == "csv", "with data.dataset csv");
  const auto& shape = scenario_.data.source.shape;
  const bool fits =
      shape.empty() || ((shape.size() == 2 || shape.size() == 3) &&
                        std::all_of(shape.begin(), shape.end(), [](std::int64_t size) { return size <= 100000; }));
  if (name == "csv" && !fits) {
    break_at("data.source.shape",
             "data.source.shape must be [height, width] or [channels, height, width], each at most 100000.");
  }
  reserve("data.source.synthetic_alpha", name == "synthetic", "with data.dataset synthetic");
  reserve("data.source.synthetic_beta", name == "synthetic", "with data.dataset synthetic");
  reserve("data.source.synthetic_devices", name.starts_with("synthetic"), "with data.dataset synthetic or synthetic-iid");
}

void LearningRuleCheck::check_partition() {
  const PartitionChoice& partition = scenario_.data.partition;
  if (!use("data.partition.kind").good) return;
  const auto is = [&](PartitionKind kind) { return partition.kind == kind; };
  const std::string why = says(use("data.partition.kind")) + " needs it";
  const bool resampled = is(PartitionKind::resampled);
  if (is(PartitionKind::dirichlet)) require("data.partition.variant", "four different things are called Dirichlet");
  if (is(PartitionKind::dirichlet) || resampled) require("data.partition.alpha", why);
  if (is(PartitionKind::quantity)) require("data.partition.skew", why);
  const bool scaled = is(PartitionKind::quantity) || is(PartitionKind::feature_noise) ||
                      partition.variant == DirichletVariant::per_client_lognormal;
  if (scaled) require("data.partition.sigma", why);
  if (is(PartitionKind::preassigned)) require("data.partition.file", why);
  if (resampled) require("data.samples_per_client", why);
  reserve("data.samples_per_client", resampled, "with data.partition.kind resampled: other partitions give each sample away");
  for (const char* path : {"data.samples_quantiles", "data.samples_file", "data.label_map_file"}) {
    reserve(path, false, "where nothing is trained: with learning.kind real the partition says who has how much");
  }
}

void LearningRuleCheck::check_options() {
  const PartitionChoice& partition = scenario_.data.partition;
  const auto is = [&](PartitionKind kind) { return partition.kind == kind; };
  const bool dirichlet = is(PartitionKind::dirichlet);
  reserve("data.partition.variant", dirichlet, "with data.partition.kind dirichlet");
  reserve("data.partition.alpha", dirichlet || is(PartitionKind::resampled), "with data.partition.kind dirichlet or resampled");
  reserve("data.partition.fair_share_cap", dirichlet && partition.variant == DirichletVariant::per_class,
          "with data.partition.variant per-class");
  reserve("data.partition.shards_per_client", is(PartitionKind::shards), "with data.partition.kind shards");
  reserve("data.partition.labels_per_client", is(PartitionKind::labels_per_client),
          "with data.partition.kind labels-per-client");
  reserve("data.partition.skew", is(PartitionKind::quantity), "with data.partition.kind quantity");
  reserve("data.partition.file", is(PartitionKind::preassigned), "with data.partition.kind preassigned");
  reserve("learning.model.hidden", scenario_.learning.model.kind == ModelKind::mlp, "with learning.model.kind mlp");
}

void LearningRuleCheck::check_algorithm() {
  const SolverKind solver = scenario_.learning.solver.kind;
  const OptimizerKind server = scenario_.learning.server.kind;
  if (!use("learning.solver.kind").good || !use("learning.server.optimizer").good) return;
  reserve("learning.solver.mu", solver == SolverKind::fedprox, "with learning.solver.kind fedprox");
  reserve("learning.solver.option", solver == SolverKind::scaffold, "with learning.solver.kind scaffold");
  reserve("learning.solver.alpha", solver == SolverKind::feddyn, "with learning.solver.kind feddyn");
  const bool brings_its_own = solver == SolverKind::scaffold || solver == SolverKind::fednova || solver == SolverKind::feddyn;
  if (brings_its_own && server != OptimizerKind::fedavg) {
    break_at("learning.server.optimizer",
             fmt::format("{}, but {} has a server's rule of its own. Leave the optimizer out.",
                         says(use("learning.server.optimizer")), says(use("learning.solver.kind"))));
  }
  const bool adaptive =
      server == OptimizerKind::fedadam || server == OptimizerKind::fedyogi || server == OptimizerKind::fedadagrad;
  reserve("learning.server.momentum", server == OptimizerKind::fedavgm, "with learning.server.optimizer fedavgm");
  reserve("learning.server.beta1", adaptive, "with an adaptive learning.server.optimizer");
  reserve("learning.server.beta2", adaptive && server != OptimizerKind::fedadagrad,
          "with learning.server.optimizer fedadam or fedyogi");
  reserve("learning.server.tau", adaptive, "with an adaptive learning.server.optimizer");
  reserve("learning.server.q", server == OptimizerKind::qfedavg, "with learning.server.optimizer qfedavg");
  reserve("learning.server.trim", server == OptimizerKind::trimmed_mean, "with learning.server.optimizer trimmed-mean");
}

/// What a server without clients has no use for.
void LearningRuleCheck::check_training_alone() {
  if (scenario_.federation.mode != Mode::centralized || !use("federation.mode").good) return;
  if (use("learning.solver.kind").good && scenario_.learning.solver.kind != SolverKind::sgd) {
    break_at(
        "learning.solver.kind",
        fmt::format("{}, but it corrects how clients drift apart, and in mode centralized the server trains alone. Say sgd.",
                    says(use("learning.solver.kind"))));
  }
  for (const char* name : {"optimizer", "weights", "learning_rate", "momentum", "beta1", "beta2", "tau", "q", "trim"}) {
    rules_.refuse(fmt::format("learning.server.{}", name),
                  "in mode centralized the server trains alone: there are no updates to merge.");
  }
}

void LearningRuleCheck::check_evaluation() {
  if (scenario_.learning.evaluation_set == EvaluationSet::validation && scenario_.data.source.validation_share == 0 &&
      use("learning.evaluate.set").good && use("data.source.validation_share").good) {
    break_at("learning.evaluate.set",
             "learning.evaluate.set = validation, but data.source.validation_share = 0 keeps no samples for it. Raise it to "
             "0.1, say.");
  }
  reserve("learning.evaluate.per_epoch", scenario_.federation.mode == Mode::centralized, "with federation.mode centralized");
}

/// Tests cost time and energy whatever learning.kind says, but these keys are about tests of a trained model.
std::vector<Problem> broken_untrained_rules(const std::vector<KeyUse>& uses) {
  RuleBook rules{uses};
  if (!rules.use("learning.kind").good) return {};
  for (const char* name : {"per_epoch", "set"}) {
    rules.reserve(fmt::format("learning.evaluate.{}", name), false, "with learning.kind real");
  }
  return rules.take();
}

}  // namespace

std::vector<Problem> broken_learning_rules(const Scenario& scenario, const std::vector<KeyUse>& uses) {
  if (scenario.learning.kind != LearningKind::real) return broken_untrained_rules(uses);
  return LearningRuleCheck{scenario, uses}.run();
}

}  // namespace roundwatt
