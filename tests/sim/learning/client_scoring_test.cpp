#include "sim/learning/client_scoring.hpp"

#include <rapidcheck.h>

#include "sim/base/error.hpp"
#include "sim/learning/dirichlet_partition.hpp"
#include "sim/learning/fcube.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// Guesses label 1 where the feature is above the one parameter; the loss is the distance to it.
class ThresholdModel final : public Model {
 public:
  Eigen::Index parameter_count() const override { return 1; }
  Parameters initial(RandomStream) const override { return Parameters::Constant(1, 0.5F); }
  double loss_and_gradient(const Parameters& parameters, const Batch& batch, Workspace& workspace) const override {
    workspace.gradient = Parameters::Zero(1);
    return evaluate(parameters, batch, workspace).loss();
  }
  Evaluation evaluate(const Parameters& parameters, const Batch& batch, Workspace&) const override {
    Evaluation result{0, 0, batch.size()};
    for (Eigen::Index i = 0; i < batch.size(); ++i) {
      const float above = batch.features()(i, 0) - parameters[0];
      result.loss_sum += std::abs(above);
      result.correct += (above > 0 ? 1 : 0) == batch.labels()[static_cast<std::size_t>(i)] ? 1 : 0;
    }
    return result;
  }
  double forward_macs_per_sample() const override { return 1; }
};

struct Sample {
  float feature;
  std::int32_t label;
};

/// Clients with samples of one feature.
LearningTask task_of(std::shared_ptr<const Model> model, const std::vector<std::vector<Sample>>& clients) {
  DataSplits data;
  ClientRows rows;
  for (const auto& client : clients) {
    rows.emplace_back();
    for (const Sample& sample : client) {
      rows.back().push_back(static_cast<SampleRow>(data.train.labels.size()));
      data.train.labels.push_back(sample.label);
      data.train.features.conservativeResize(static_cast<Eigen::Index>(data.train.labels.size()), 1);
      data.train.features(data.train.features.rows() - 1, 0) = sample.feature;
    }
  }
  LearningTask task;
  task.data = std::make_shared<DataSplits>(std::move(data));
  task.partition = std::make_shared<StoredPartition>(rows);
  task.model = std::move(model);
  task.local.rate = 0.1;
  task.server = std::make_shared<FedAvgServer>(ClientWeights::samples);
  return task;
}

/// A net on FCUBE's cube whose points are divided by \p partition.
LearningTask cube_task(StoredPartition partition) {
  LearningTask task;
  task.data = std::make_shared<DataSplits>(fcube({}, RandomStream{7, "data"}));
  task.partition = std::make_shared<StoredPartition>(std::move(partition));
  task.model = std::make_shared<BasicMultilayerPerceptron<float>>(3, std::vector<Eigen::Index>{16}, 2);
  task.server = std::make_shared<FedAvgServer>(ClientWeights::samples);
  task.seed = 7;
  return task;
}

/// Scores and gradients of forty clients with 2,100 points each, many parts of work, as numbers.
std::vector<double> looked_at_by(std::size_t threads, double noise_sigma = 0) {
  ClientRows rows(40);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < 2100; ++k) rows[i].push_back(static_cast<SampleRow>((97 * i + k) % 4000));
  }
  const LearningTask task = cube_task(StoredPartition{rows, noise_sigma});
  const Parameters parameters = task.model->initial(RandomStream{7, "initialisation"});
  TrainingPool pool{threads};
  const ClientScoring scoring{task, parameters, pool};
  const ClientScores scores = scoring.scores();
  const GradientDissimilarity gradients = scoring.dissimilarity();
  return {scores.loss,        scores.accuracy, scores.accuracy_over.mean, scores.accuracy_over.variance,
          gradients.variance, gradients.ratio};
}

}  // namespace

TEST_CASE("scores look at each client that holds samples") {
  // Threshold ½: right are 2 of 2, 0 of 1 and 2 of 3; the client between them has nothing and does not count.
  const LearningTask task =
      task_of(std::make_shared<ThresholdModel>(), {{{.1F, 0}, {.9F, 1}}, {{.2F, 1}}, {}, {{.7F, 1}, {.8F, 0}, {.3F, 0}}});
  TrainingPool pool{2};
  const Parameters half = Parameters::Constant(1, 0.5F);
  const ClientScores scores = ClientScoring{task, half, pool}.scores();
  CHECK(scores.clients == 3);
  CHECK(scores.samples == 6);
  CHECK(scores.accuracy == soft(4.0 / 6));
  CHECK(scores.loss == Approx((.4 + .4 + .3 + .2 + .3 + .2) / 6));  // single precision
  CHECK(scores.accuracy_over.mean == soft((1 + 0 + 2.0 / 3) / 3));
  CHECK(scores.accuracy_over.lowest_tenth == soft(0));
  CHECK(scores.accuracy_over.highest_tenth == soft(1));
  // (1 + 0 + 4/9) / 3 − (5/9)² = 14/81
  CHECK(scores.accuracy_over.variance == soft(14.0 / 81));
}

TEST_CASE("gradients are looked at client by client with weights by samples") {
  // As in learning_metrics_test.cpp: 5 of one sample and 4 of three, mean 17/4, mean square 73/4; and a client without any.
  const LearningTask task = task_of(std::make_shared<QuadraticModel>(), {{{1, 0}}, {}, {{1, 1}, {1, 1}, {1, 1}}});
  TrainingPool pool{2};
  const Parameters five = Parameters::Constant(1, 5);
  const GradientDissimilarity found = ClientScoring{task, five, pool}.dissimilarity();
  CHECK(found.variance == soft(73.0 / 4 - 17.0 * 17 / 16));
  CHECK(found.ratio == soft(std::sqrt((73.0 / 4) / (17.0 * 17 / 16))));
}

TEST_CASE("the mean over clients by samples is what all training samples give") {
  const auto cube = fcube({}, RandomStream{7, "data"});
  CHECK(rc::check("any Dirichlet partition, any initialisation", [&] {
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const double alpha = std::pow(10.0, *rc::gen::inRange(-1, 3));
    const DirichletPerClass few{20, alpha, 0};
    LearningTask task = cube_task(partition_dirichlet_per_class(cube.train, few, RandomStream{seed, "partition"}));
    task.seed = seed;
    TrainingPool pool{2};
    FederatedTraining training{task, pool};
    const Score all = training.score_on(task.data->train);
    const ClientScores scores = ClientScoring{task, training.global().parameters, pool}.scores();
    RC_ASSERT(scores.samples == 4000);
    RC_ASSERT(scores.accuracy == all.accuracy);                     // of whole numbers
    RC_ASSERT(std::abs(scores.loss - all.loss) < 1e-8 * all.loss);  // single precision in other batches
    RC_ASSERT(scores.accuracy_over.lowest_tenth <= scores.accuracy_over.mean + 1e-12);
    RC_ASSERT(scores.accuracy_over.mean <= scores.accuracy_over.highest_tenth + 1e-12);
  }));
}

TEST_CASE("the number of threads changes no bit of what is found client by client") {
  const std::vector<double> one = looked_at_by(1);
  CHECK(looked_at_by(2) == one);
  CHECK(looked_at_by(8) == one);
  CHECK_FALSE(looked_at_by(1, 0.5) == one);  // noisy features
}

TEST_CASE("clients that all hold nothing cannot be scored") {
  const LearningTask task = task_of(std::make_shared<ThresholdModel>(), {{}, {}});
  TrainingPool pool{1};
  const Parameters half = Parameters::Constant(1, 0.5F);
  CHECK_THROWS_AS((ClientScoring{task, half, pool}.scores()), RunError);
}

TEST_CASE("norms say how far the clients and the global model went in the last round") {
  // ½ w² of one sample and 1.5 (w − 1)² of three, from 5, one step at rate 0.1: 4.5 and 3.8, .5 and 1.2 away; the mean by
  // samples is (4.5 + 3 · 3.8) / 4 = 3.975.
  const float root = std::sqrt(3.0F);
  TrainingPool pool{2};
  FederatedTraining training{task_of(std::make_shared<QuadraticModel>(), {{{1, 0}}, {{root, 1}, {root, 1}, {root, 1}}}), pool};
  CHECK(std::isnan(training.norms().global));
  std::vector<FederatedTraining::Pending> updates;
  for (const std::size_t client : {0U, 1U}) updates.push_back(training.begin(ClientId{client}, 1));
  training.aggregate(1, std::move(updates));
  CHECK(training.norms().mean_client == Approx(0.85));
  CHECK(training.norms().global == Approx(1.025));
  training.aggregate(2, {});
  CHECK(training.norms().global == 0);
  CHECK(std::isnan(training.norms().mean_client));
  // All four samples in one step of the server, from 3.975: gradients 3.975 and three times 3 · 2.975.
  training.train_global(3, {0, 1, 2, 3});
  CHECK(training.norms().global == Approx(0.1 * (3.975 + 3 * 3 * 2.975) / 4));
  CHECK(std::isnan(training.norms().mean_client));
}
