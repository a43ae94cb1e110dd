#include "sim/learning/federated_training.hpp"

#include "sim/base/error.hpp"
#include "sim/learning/drift_correction.hpp"
#include "sim/learning/even_partition.hpp"
#include "sim/learning/fcube.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "tests/catch.hpp"

using namespace roundwatt;

namespace {

constexpr std::size_t clients = 8;

/// A small net on FCUBE's cube, eight clients.
LearningTask small_task(const LocalSolver& solver, std::shared_ptr<ServerOptimizer> server) {
  LearningTask task;
  task.data = std::make_shared<DataSplits>(fcube({}, RandomStream{7, "data"}));
  task.partition =
      std::make_shared<StoredPartition>(partition_iid(task.data->train.samples(), clients, RandomStream{7, "partition"}));
  task.model = std::make_shared<BasicMultilayerPerceptron<float>>(3, std::vector<Eigen::Index>{16}, 2);
  task.local.solver = solver;
  task.local.batch_size = 16;
  task.local.rate = 0.1;
  task.server = std::move(server);
  task.seed = 7;
  return task;
}

/// Ten rounds of all clients.
Parameters learned(const LocalSolver& solver, std::shared_ptr<ServerOptimizer> server, std::size_t threads) {
  TrainingPool pool{threads};
  FederatedTraining training{small_task(solver, std::move(server)), pool};
  for (std::int32_t round = 1; round <= 10; ++round) {
    std::vector<FederatedTraining::Pending> pending;
    for (std::size_t client = 0; client < clients; ++client) pending.push_back(training.begin(ClientId{client}, round));
    training.aggregate(round, std::move(pending));
  }
  return training.global().parameters;
}

}  // namespace

TEST_CASE("the number of threads changes no bit of what is learned") {
  const auto plain = [](std::size_t threads) {
    return learned(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples), threads);
  };
  const auto scaffold = [](std::size_t threads) {
    return learned(Scaffold{}, std::make_shared<ScaffoldServer>(clients), threads);
  };
  CHECK(plain(1) == plain(2));
  CHECK(plain(1) == plain(8));
  CHECK(scaffold(1) == scaffold(8));
  CHECK_FALSE(plain(1) == scaffold(1));
}

TEST_CASE("what is learned separates the cube") {
  TrainingPool pool{2};
  FederatedTraining training{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  const Score before = training.score_on(training.task().data->test);
  CHECK(before.accuracy < 0.8);
  for (std::int32_t round = 1; round <= 10; ++round) {
    std::vector<FederatedTraining::Pending> pending;
    for (std::size_t client = 0; client < clients; ++client) pending.push_back(training.begin(ClientId{client}, round));
    training.aggregate(round, std::move(pending));
  }
  const Score after = training.score_on(training.task().data->test);
  CHECK(after.accuracy > 0.95);
  CHECK(after.loss < before.loss / 3);
  CHECK(training.training_loss() < before.loss / 3);
}

TEST_CASE("a job that nobody waits for is brought to its end before the pool goes") {
  TrainingPool pool{1};
  FederatedTraining training{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  for (std::size_t client = 0; client < clients; ++client) training.begin(ClientId{client}, 1);
}

TEST_CASE("a rate that diverges ends with the round in which it did") {
  LearningTask task = small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples));
  task.local.rate = 1e30;
  TrainingPool pool{1};
  FederatedTraining training{std::move(task), pool};
  std::vector<FederatedTraining::Pending> pending;
  pending.push_back(training.begin(ClientId{0}, 3));
  CHECK_THROWS_WITH(training.aggregate(3, std::move(pending)),
                    ContainsSubstring("the training of client 0 diverged in round 3") && ContainsSubstring("learning_rate"));
}

TEST_CASE("the centralized baseline learns from all samples") {
  TrainingPool pool{1};
  FederatedTraining training{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  std::vector<SampleRow> all(training.task().data->train.samples());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<SampleRow>(i);
  for (std::int32_t epoch = 1; epoch <= 3; ++epoch) training.train_global(epoch, all);
  CHECK(training.score_on(training.task().data->test).accuracy > 0.95);
}

TEST_CASE("one edge aggregator with one edge round learns bit by bit what a server does") {
  TrainingPool pool{2};
  FederatedTraining flat{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  FederatedTraining edged{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  for (std::int32_t round = 1; round <= 3; ++round) {
    std::vector<FederatedTraining::Pending> of_flat, of_edge;
    for (std::size_t client = 0; client < clients; client += 2) {
      of_flat.push_back(flat.begin(ClientId{client}, round));
      of_edge.push_back(edged.begin(ClientId{client}, round));
    }
    flat.aggregate(round, std::move(of_flat));
    const FederatedTraining::EdgeModel edge = edged.join(round, {edged.snapshot()}, std::move(of_edge));
    CHECK_FALSE(edge.model->parameters == edged.global().parameters);  // joining does not move the global model
    edged.average(round, {edge}, ClientWeights::samples);
    CHECK(flat.global().parameters == edged.global().parameters);
    CHECK(flat.training_loss() == edged.training_loss());
    CHECK(flat.norms().mean_client == edged.norms().mean_client);
  }
}

TEST_CASE("edge models count by the samples or updates that went into them") {
  // Every parameter 1 with 30 samples of 1 update and 5 with 10 samples of 3: (30 + 5 · 10) / 40 = 2, (1 + 5 · 3) / 4 = 4. A
  // third without updates does not count.
  TrainingPool pool{1};
  FederatedTraining training{small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples)), pool};
  const Eigen::Index size = training.global().parameters.size();
  const auto edge = [size](float value, std::int64_t updates, double samples) {
    const auto model = std::make_shared<GlobalModel>(GlobalModel{Parameters::Constant(size, value), Parameters{}});
    return FederatedTraining::EdgeModel{model, updates, samples, 0, 0};
  };
  const std::vector<FederatedTraining::EdgeModel> edges{edge(1, 1, 30), edge(5, 3, 10), edge(9, 0, 0)};
  training.average(1, edges, ClientWeights::samples);
  CHECK(training.global().parameters == Parameters::Constant(size, 2));
  training.average(2, edges, ClientWeights::uniform);
  CHECK(training.global().parameters == Parameters::Constant(size, 4));
}

TEST_CASE("what top-k keeps moves on when a client encodes, be its update before merged or not") {
  TrainingPool pool{2};
  LearningTask task = small_task(PlainSgd{}, std::make_shared<FedAvgServer>(ClientWeights::samples));
  FederatedTraining plain{task, pool};
  task.compression = TopK{0.1};
  FederatedTraining training{task, pool};
  const ClientId client{0};
  const FederatedTraining::Snapshot start = training.snapshot();
  const auto change_of = [&](FederatedTraining::Pending update) {
    return Parameters{update.get().update.parameters - start->parameters};
  };
  const auto trained = [&](std::int32_t round) { return change_of(plain.begin(client, round)); };
  const auto sent = [&](std::int32_t round, std::optional<FederatedTraining::Encoding>* encoding = nullptr) {
    FederatedTraining::Pending update = training.begin(client, round);
    const auto number = training.encode(client, round, start, update);
    if (encoding != nullptr) *encoding = number;
    return change_of(std::move(update));
  };
  Parameters kept;
  const auto expected = [&](std::int32_t round) {
    return Parameters{(start->parameters + transmitted(task.compression, trained(round), kept, RandomStream{0, "unused"})) -
                      start->parameters};
  };
  // Two updates under way at once: the second one sends what the first one has left.
  CHECK(sent(1) == expected(1));
  std::optional<FederatedTraining::Encoding> second, third;
  CHECK(sent(2, &second) == expected(2));
  // The third is lost, and leaves no trace; that the second is lost after it has none either.
  const Parameters before = kept;
  CHECK(sent(3, &third) == expected(3));
  training.lose(client, *third);
  kept = before;
  const Parameters fourth = sent(4);
  CHECK(fourth == expected(4));
  training.lose(client, *second);
  CHECK(sent(5) == expected(5));
}
