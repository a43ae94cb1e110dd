#include "sim/learning/learning_metrics.hpp"

#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Dataset of_one_feature(const std::vector<float>& features, const std::vector<std::int32_t>& labels) {
  Dataset data;
  data.labels = labels;
  data.features.resize(static_cast<Eigen::Index>(features.size()), 1);
  for (std::size_t i = 0; i < features.size(); ++i) data.features(static_cast<Eigen::Index>(i), 0) = features[i];
  return data;
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
  // Of ten it is one.
  CHECK(spread_over_clients(std::vector<double>{.5, .1, .9, .5, .5, .3, .5, .5, .5, .5}).lowest_tenth == soft(0.1));
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
