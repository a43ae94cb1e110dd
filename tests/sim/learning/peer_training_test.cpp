#include "sim/learning/peer_training.hpp"

#include <cmath>
#include <numbers>

#include "sim/base/error.hpp"
#include "sim/learning/even_partition.hpp"
#include "sim/learning/fcube.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "tests/catch.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// Two peers with F(w) = ½ w² and ½ (w − 1)², full batches, rate .1.
LearningTask quadratic_task() {
  auto data = std::make_shared<DataSplits>();
  data->train.features = SampleMatrix<float>::Ones(2, 1);
  data->train.labels = {0, 1};
  data->test = data->train;
  LearningTask task;
  task.data = data;
  task.partition = std::make_shared<StoredPartition>(ClientRows{{0}, {1}});
  task.model = std::make_shared<QuadraticModel>();
  task.local = full_batch(PlainSgd{}, 1);
  task.server = std::make_shared<FedAvgServer>(ClientWeights::uniform);
  return task;
}

PeerTraining::Model constant(double value) {
  return std::make_shared<GlobalModel>(GlobalModel{Parameters::Constant(1, static_cast<float>(value)), Parameters{}});
}

double value_of(const PeerTraining& peers, std::size_t peer) {
  return static_cast<double>(peers.model(ClientId{peer})->parameters[0]);
}

/// Both take the mean of what they have.
void halve(PeerTraining& peers) {
  const PeerTraining::Model mean =
      mixed(std::vector<Ingredient>{{peers.model(ClientId{0}), 0.5}, {peers.model(ClientId{1}), 0.5}});
  peers.set(ClientId{0}, mean);
  peers.set(ClientId{1}, mean);
}

constexpr std::size_t clients = 8;

LearningTask cube_task() {
  LearningTask task;
  task.data = std::make_shared<DataSplits>(fcube({}, RandomStream{7, "data"}));
  task.partition =
      std::make_shared<StoredPartition>(partition_iid(task.data->train.samples(), clients, RandomStream{7, "partition"}));
  task.model = std::make_shared<BasicMultilayerPerceptron<float>>(3, std::vector<Eigen::Index>{16}, 2);
  task.local.batch_size = 16;
  task.local.rate = 0.1;
  task.server = std::make_shared<FedAvgServer>(ClientWeights::uniform);
  task.seed = 7;
  return task;
}

/// Three steps of adapt-then-combine on the complete graph with weights 1/8.
Parameters combined(std::size_t threads) {
  TrainingPool pool{threads};
  FederatedTraining training{cube_task(), pool};
  PeerTraining peers{training, pool};
  for (std::int32_t step = 1; step <= 3; ++step) {
    std::vector<FederatedTraining::Pending> pending;
    for (std::size_t peer = 0; peer < clients; ++peer) {
      pending.push_back(training.begin(ClientId{peer}, step, peers.model(ClientId{peer})));
    }
    std::vector<Ingredient> trained;
    for (std::size_t peer = 0; peer < clients; ++peer) {
      peers.adapt(ClientId{peer}, step, peers.model(ClientId{peer}), std::move(pending[peer]));
      trained.push_back({peers.model(ClientId{peer}), 1.0 / clients});
    }
    for (std::size_t peer = 0; peer < clients; ++peer) peers.set(ClientId{peer}, mixed(trained));
  }
  return peers.model(ClientId{3})->parameters;
}

}  // namespace

TEST_CASE("two steps of D-PSGD by hand") {
  // Means first, changes from before: (0, 0) + (0, .1), then mean .05 and changes -.1 (0 - 0) = 0, -.1 (.1 - 1) = .09.
  TrainingPool pool{1};
  FederatedTraining training{quadratic_task(), pool};
  PeerTraining peers{training, pool};
  peers.set(ClientId{0}, constant(0));
  peers.set(ClientId{1}, constant(0));
  for (std::int32_t step = 1; step <= 2; ++step) {
    const PeerTraining::Model first = peers.model(ClientId{0});
    const PeerTraining::Model second = peers.model(ClientId{1});
    auto of_first = training.begin(ClientId{0}, step, first);
    auto of_second = training.begin(ClientId{1}, step, second);
    halve(peers);
    peers.adapt(ClientId{0}, step, first, std::move(of_first));
    peers.adapt(ClientId{1}, step, second, std::move(of_second));
  }
  CHECK(value_of(peers, 0) == Approx(0.05).margin(1e-7));
  CHECK(value_of(peers, 1) == Approx(0.14).margin(1e-7));
}

TEST_CASE("two steps of adapt then combine by hand") {
  // (0, .1), mean .05; then .05 - .005 and .05 + .095, mean .095.
  TrainingPool pool{1};
  FederatedTraining training{quadratic_task(), pool};
  PeerTraining peers{training, pool};
  peers.set(ClientId{0}, constant(0));
  peers.set(ClientId{1}, constant(0));
  for (std::int32_t step = 1; step <= 2; ++step) {
    for (std::size_t peer = 0; peer < 2; ++peer) {
      const PeerTraining::Model start = peers.model(ClientId{peer});
      peers.adapt(ClientId{peer}, step, start, training.begin(ClientId{peer}, step, start));
    }
    halve(peers);
  }
  CHECK(value_of(peers, 0) == Approx(0.095).margin(1e-7));
  CHECK(value_of(peers, 1) == Approx(0.095).margin(1e-7));
}

TEST_CASE("adapt then combine on the complete graph is uniform federated averaging") {
  TrainingPool pool{2};
  FederatedTraining training{cube_task(), pool};
  for (std::int32_t round = 1; round <= 3; ++round) {
    std::vector<FederatedTraining::Pending> pending;
    for (std::size_t client = 0; client < clients; ++client) pending.push_back(training.begin(ClientId{client}, round));
    training.aggregate(round, std::move(pending));
  }
  CHECK((combined(2) - training.global().parameters).cwiseAbs().maxCoeff() < 1e-6F);
}

TEST_CASE("the number of threads changes no bit of what peers learn") { CHECK(combined(1) == combined(8)); }

TEST_CASE("on a ring without training models approach each other by the second eigenvalue") {
  // Weights 1/3 on ten peers; from the second eigenvector cos(2 pi i / 10) each step is a factor 1/3 + 2/3 cos 36° = .872678.
  std::vector<PeerTraining::Model> models;
  constexpr std::size_t peers = 10;
  const auto angle = [](std::size_t i) { return 2 * std::numbers::pi * static_cast<double>(i) / peers; };
  for (std::size_t i = 0; i < peers; ++i) models.push_back(constant(std::cos(angle(i))));
  double factor = 1;
  for (int step = 1; step <= 3; ++step) {
    std::vector<PeerTraining::Model> next;
    for (std::size_t i = 0; i < peers; ++i) {
      const double third = 1.0 / 3;
      next.push_back(mixed(
          std::vector<Ingredient>{{models[i], third}, {models[(i + 1) % peers], third}, {models[(i + 9) % peers], third}}));
    }
    models = next;
    factor *= 0.872678;
    for (std::size_t i = 0; i < peers; ++i) {
      CHECK(static_cast<double>(models[i]->parameters[0]) == Approx(factor * std::cos(angle(i))).margin(3e-6));
    }
  }
}

TEST_CASE("an evaluation knows peers and how far they are apart") {
  // Models 0 and 2: mean 1, both 1 away from it. Losses: ½ (w² + (w - 1)²) / 2 is 1/4, 5/4, and of the mean 1/4.
  TrainingPool pool{1};
  FederatedTraining training{quadratic_task(), pool};
  PeerTraining peers{training, pool};
  peers.set(ClientId{0}, constant(0));
  peers.set(ClientId{1}, constant(2));
  peers.finish(ClientId{0}, 1);
  peers.set(ClientId{0}, constant(7));  // what it has learned since counts in later steps
  const EvaluationResult result = peers.evaluate(1);
  REQUIRE(result.metrics);
  REQUIRE(result.metrics->peers);
  CHECK(result.metrics->peers->consensus_distance == soft(1));
  CHECK(result.metrics->peers->losses == std::vector<double>{0.25, 1.25});
  CHECK(result.metrics->peers->average_loss == soft(0.25));
  CHECK(result.test_loss == soft(0.75));
}

TEST_CASE("a peer whose training diverges is named with its step") {
  LearningTask task = quadratic_task();
  task.local.rate = 1e38;
  task.local.work = Steps{5};
  TrainingPool pool{1};
  FederatedTraining training{std::move(task), pool};
  PeerTraining peers{training, pool};
  const PeerTraining::Model start = peers.model(ClientId{1});
  CHECK_THROWS_WITH(peers.adapt(ClientId{1}, 4, start, training.begin(ClientId{1}, 4, start)),
                    ContainsSubstring("the training of peer 1 diverged in step 4"));
}

}  // namespace roundwatt
