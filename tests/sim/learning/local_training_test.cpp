#include "sim/learning/local_training.hpp"

#include "sim/base/error.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Catch::Approx nearly(double value) { return Catch::Approx(value).epsilon(0).margin(1e-6); }

/// w after training the only client, which holds ½ w², from 5.
double descend(const LocalOptions& options) {
  return static_cast<double>(QuadraticFederation{{{{1, 0}}}}.train(0, options).parameters[0]);
}

/// Its gradient is the mean of the features, negative: parameter i counts how often the sample with a 1 at i was seen.
class CountingModel final : public Model {
 public:
  explicit CountingModel(Eigen::Index samples) : samples_{samples} {}
  Eigen::Index parameter_count() const override { return samples_; }
  Parameters initial(RandomStream) const override { return Parameters::Zero(samples_); }
  double loss_and_gradient(const Parameters&, const Batch& batch, Workspace& workspace) const override {
    workspace.gradient = -batch.features().colwise().sum().transpose();
    return 1;
  }
  Evaluation evaluate(const Parameters&, const Batch& batch, Workspace&) const override { return {0, 0, batch.size()}; }
  double forward_macs_per_sample() const override { return 0; }

 private:
  Eigen::Index samples_;
};

/// Nine samples whose label and place are one number; a batch size and an order show in the steps.
struct NineSamples {
  Dataset data;
  ClientData client;

  NineSamples() {
    data.features = FeatureMatrix::Identity(9, 9);
    for (SampleRow row = 0; row < 9; ++row) {
      data.labels.push_back(static_cast<std::int32_t>(row));
      client.rows.push_back(row);
    }
    client.data = &data;
    client.seed = 1;
  }
  LocalUpdate count(const LocalWork& work, std::int64_t batch_size) const {
    LocalOptions options;
    options.work = work;
    options.batch_size = batch_size;
    options.rate = 1;
    const CountingModel model{9};
    Workspace workspace;
    return train_locally({model, client, {Parameters::Zero(9), {}}, 1}, options, {}, workspace).update;
  }
};

/// Ten quadratics: in batches of one, w tells the order of the samples.
double order_of(std::uint64_t seed, std::uint64_t client, std::int32_t round) {
  Dataset data;
  ClientData holder{&data, {}, 0, seed, client};
  data.features = FeatureMatrix::Ones(10, 1);
  for (SampleRow row = 0; row < 10; ++row) {
    data.labels.push_back(static_cast<std::int32_t>(row * row));
    holder.rows.push_back(row);
  }
  LocalOptions options;
  options.batch_size = 1;
  const QuadraticModel model;
  Workspace workspace;
  const GlobalModel global{Parameters::Zero(1), {}};
  return static_cast<double>(train_locally({model, holder, global, round}, options, {}, workspace).update.parameters[0]);
}

}  // namespace

TEST_CASE("momentum, weight decay and rate decay do what they say") {
  // Plain: 5 · .9² = 4.05. Momentum ½: v = 5, w = 4.5; v = 2.5 + 4.5 = 7, w = 3.8. Decay .1: 5 (1 − .1 · 1.1)² = 3.9605.
  LocalOptions options = full_batch(PlainSgd{}, 2);
  CHECK(descend(options) == nearly(4.05));
  options.momentum = 0.5;
  CHECK(descend(options) == nearly(3.8));
  options.momentum = 0;
  options.weight_decay = 0.1;
  CHECK(descend(options) == nearly(3.9605));
  options.rate_decay = 0.5;
  CHECK(options.rate_in(1) == soft(0.1));
  CHECK(options.rate_in(3) == soft(0.025));
}

TEST_CASE("the rate of the round is the one that is used") {
  LocalOptions options = full_batch(PlainSgd{}, 1);
  options.rate_decay = 0.5;
  FedAvgServer server{ClientWeights::uniform};
  // 5 · (1 − .1) = 4.5, then 4.5 (1 − .05) = 4.275
  CHECK(QuadraticFederation{{{{1, 0}}}}.play(server, options, 2) == nearly(4.275));
}

TEST_CASE("FedNova's step weight counts what momentum adds") {
  // Gradients count 1 + ½ and 1: 2.5. Without momentum it is the steps.
  QuadraticFederation federation{{{{1, 0}}}};
  LocalOptions options = full_batch(FedNova{}, 2);
  CHECK(federation.train(0, options).step_weight == soft(2));
  options.momentum = 0.5;
  CHECK(federation.train(0, options).step_weight == soft(2.5));
}

TEST_CASE("FedProx with mu = 0 is FedAvg bit by bit and with mu = 1 it stays closer") {
  // w = 4.5 first, where the pull is 0; then 4.5 − .1 (4.5 + 1 · (4.5 − 5)) = 4.1.
  CHECK(descend(full_batch(FedProx{0}, 7)) == descend(full_batch(PlainSgd{}, 7)));
  CHECK(descend(full_batch(FedProx{1}, 2)) == nearly(4.1));
  CHECK(descend(full_batch(FedProx{1}, 7)) > descend(full_batch(PlainSgd{}, 7)) + 0.1);
}

TEST_CASE("epochs see every sample once each and the last short batch is kept") {
  const NineSamples nine;
  const LocalUpdate update = nine.count(Epochs{3}, 4);
  CHECK(update.parameters == Parameters::Constant(9, 3));
  CHECK(update.steps == 9);  // 4 + 4 + 1, three times
  CHECK(update.epochs == soft(3));
  CHECK(update.samples == 9);
}

TEST_CASE("steps run over as many passes as they take") {
  const NineSamples nine;
  const LocalUpdate update = nine.count(Steps{4}, 4);
  // A pass of 4 + 4 + 1, and 4 samples of the next.
  CHECK(update.parameters.sum() == 13);
  CHECK(update.parameters.minCoeff() == 1);
  CHECK(update.parameters.maxCoeff() == 2);
  CHECK(update.steps == 4);
  CHECK(update.epochs == soft(13.0 / 9));
}

TEST_CASE("samples are shuffled anew for each seed, client and round and alike for the same") {
  CHECK(order_of(1, 2, 3) == order_of(1, 2, 3));
  CHECK(order_of(1, 2, 3) != order_of(2, 2, 3));
  CHECK(order_of(1, 2, 3) != order_of(1, 1, 3));
  CHECK(order_of(1, 2, 3) != order_of(1, 2, 4));
}

TEST_CASE("losses are reported before and during training") {
  LocalOptions options = full_batch(PlainSgd{}, 2);
  QuadraticFederation federation{{{{1, 0}, {3, 0}}}};
  CHECK_FALSE(federation.train(0, options).initial_loss);
  options.measure_initial_loss = true;
  const LocalUpdate update = federation.train(0, options);
  // Mean loss w²: 25 at 5; the mean gradient is 2 w, so 16 at 4.
  CHECK(*update.initial_loss == nearly(25));
  CHECK(update.training_loss == Approx((25.0 + 16) / 2).epsilon(1e-6));
}

TEST_CASE("a rate that diverges is reported and leaves the client's state alone") {
  QuadraticFederation federation{{{{1, 0}}}};
  LocalOptions options = full_batch(FedDyn{1}, 60);
  options.rate = 1e3;
  const LocalUpdate update = federation.train(0, options);
  CHECK(update.diverged);
  CHECK(update.steps < 60);
  CHECK(federation.state(0).control.size() == 0);
  options.rate = 0.1;
  CHECK_FALSE(federation.train(0, options).diverged);
  CHECK(federation.state(0).control.size() == 1);
}

TEST_CASE("a client without samples cannot train and is named") {
  QuadraticFederation federation{{{{1, 0}}, {}}};
  CHECK_THROWS_AS(federation.train(1, full_batch(PlainSgd{}, 1)), RunError);
  CHECK_THROWS_WITH(federation.train(1, full_batch(PlainSgd{}, 1)), ContainsSubstring("client 1 holds no samples"));
}
