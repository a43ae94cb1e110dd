#include "sim/learning/learning_metrics.hpp"

#include "sim/learning/update_payload.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace fedjoule;

namespace {

Dataset of_one_feature(const std::vector<float>& features, const std::vector<std::int32_t>& labels) {
  Dataset data;
  data.labels = labels;
  data.features.resize(static_cast<Eigen::Index>(features.size()), 1);
  for (std::size_t i = 0; i < features.size(); ++i) data.features(static_cast<Eigen::Index>(i), 0) = features[i];
  return data;
}

Batch gathered(const ClientData& data, const std::vector<SampleRow>& rows) {
  Batch batch;
  batch.gather(data, rows);
  return batch;
}

}  // namespace

TEST_CASE("the spread over clients has the mean, both tenths and the variance of the population") {
  // Eleven clients: a tenth is two of them.
  const ClientSpread spread = spread_over_clients(std::vector<double>{.5, .1, .9, .5, .5, .3, .5, .5, .5, .8, .5});
  CHECK(spread.mean == soft(5.6 / 11));
  CHECK(spread.lowest_tenth == soft(0.2));
  CHECK(spread.highest_tenth == soft(0.85));
  // Squares: 7 · .25 + .01 + .81 + .09 + .64 = 3.3
  CHECK(spread.variance == soft(3.3 / 11 - (5.6 / 11) * (5.6 / 11)));
  CHECK(spread_over_clients(std::vector<double>{0.4}).lowest_tenth == soft(0.4));
}

TEST_CASE("the update norm is Euclidean") {
  CHECK(update_norm(Parameters::Zero(2), (Parameters(2) << 3.0F, -4.0F).finished()) == soft(5));
}

TEST_CASE("gradient dissimilarity weighs clients by samples") {
  // Gradients at 5 of ½ w² and ½ (w − 1)²: 5 of one sample and 4 of three, mean 17/4, mean square (25 + 3 · 16) / 4 = 73/4.
  const Dataset data = of_one_feature({1, 1, 1, 1}, {0, 1, 1, 1});
  const std::vector<ClientData> clients{{&data, {0}, 0, 1, 0}, {&data, {1, 2, 3}, 0, 1, 1}};
  const QuadraticModel model;
  Workspace workspace;
  const Parameters at = Parameters::Constant(1, 5);
  const GradientDissimilarity found = gradient_dissimilarity(model, at, clients, workspace);
  CHECK(found.variance == soft(73.0 / 4 - 17.0 * 17 / 16));
  CHECK(found.ratio == soft(std::sqrt((73.0 / 4) / (17.0 * 17 / 16))));
  const std::vector<ClientData> alike{clients[1], clients[1]};
  CHECK(gradient_dissimilarity(model, at, alike, workspace).variance == soft(0));
  CHECK(gradient_dissimilarity(model, at, alike, workspace).ratio == soft(1));
}

TEST_CASE("what algorithms send beyond the model is charged") {
  LocalOptions options;
  const Bytes model{1000};
  CHECK(payload_of(options).down(model) == Bytes{1000});
  CHECK(payload_of(options).up(model) == Bytes{1000});
  options.measure_initial_loss = true;  // q-FedAvg's loss
  CHECK(payload_of(options).up(model) == Bytes{1004});
  options.measure_initial_loss = false;
  options.solver = Scaffold{};
  CHECK(payload_of(options).down(model) == Bytes{2000});
  CHECK(payload_of(options).up(model) == Bytes{2000});
  options.solver = FedNova{};
  CHECK(payload_of(options).down(model) == Bytes{1000});
  CHECK(payload_of(options).up(model) == Bytes{1004});
}

TEST_CASE("a batch holds its rows in their order and without noise unchanged") {
  const Dataset data = of_one_feature({10, 20, 30, 40}, {0, 1, 2, 3});
  const ClientData client{&data, {0, 1, 2, 3}, 0, 1, 0};
  Batch batch = gathered(client, {3, 0, 2});
  CHECK(batch.size() == 3);
  CHECK(batch.features()(0, 0) == 40);
  CHECK(batch.features()(1, 0) == 10);
  CHECK(batch.features()(2, 0) == 30);
  CHECK(std::vector(batch.labels().begin(), batch.labels().end()) == std::vector<std::int32_t>{3, 0, 2});
  // Smaller than before: nothing of the old batch is left.
  batch.gather(client, std::vector<SampleRow>{1});
  CHECK(batch.size() == 1);
  CHECK(batch.features().rows() == 1);
  CHECK(batch.features()(0, 0) == 20);
}

TEST_CASE("feature noise belongs to the client and the row and not to the place in a batch") {
  Dataset data;
  data.features = FeatureMatrix::Zero(3, 5000);
  data.labels = {0, 1, 2};
  const ClientData client{&data, {0, 1, 2}, 0.5, 1, 7};
  ClientData other = client, louder = client;
  other.client = 8;
  louder.noise_sd = 1;
  const Batch batch = gathered(client, {0, 1, 2}), turned = gathered(client, {2, 0});
  CHECK(batch.features().row(0) == turned.features().row(1));
  CHECK(batch.features().row(2) == turned.features().row(0));
  CHECK(batch.features().row(0) != batch.features().row(1));
  CHECK(batch.features().row(0) != gathered(other, {0}).features().row(0));
  // Of 5000 draws the standard deviation is within 5 %, the mean within 4 σ / √5000.
  CHECK(std::sqrt(batch.features().row(0).squaredNorm() / 5000) == Approx(0.5).epsilon(0.05));
  CHECK(std::abs(batch.features().row(0).mean()) < 4 * 0.5 / std::sqrt(5000.0));
  CHECK(gathered(louder, {0}).features()(0, 0) == Approx(2 * batch.features()(0, 0)).epsilon(1e-5));
}
