#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/learning/adaptive_server.hpp"
#include "sim/learning/fair_averaging.hpp"
#include "sim/learning/federated_averaging.hpp"
#include "sim/learning/robust_averaging.hpp"
#include "tests/sim/learning/quadratic_clients.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Catch::Approx nearly(double value) { return Catch::Approx(value).epsilon(0).margin(1e-6); }

LocalUpdate update(std::uint64_t client, double w, std::int64_t samples = 1) {
  LocalUpdate result;
  result.client = client;
  result.parameters = Parameters::Constant(1, static_cast<float>(w));
  result.samples = samples;
  result.steps = 1;
  result.step_weight = 1;
  return result;
}

GlobalModel model_at(double w) { return {Parameters::Constant(1, static_cast<float>(w)), {}}; }

double apply(ServerOptimizer&& server, double w, const std::vector<LocalUpdate>& updates) {
  return static_cast<double>(server.apply(model_at(w), updates).parameters[0]);
}

/// Clients of unequal sizes, whose plain and weighted means differ.
std::vector<LocalUpdate> unequal_clients() {
  std::vector<LocalUpdate> updates{update(0, 1, 10), update(1, 2, 20), update(2, 4, 30), update(3, 8, 5), update(4, 9, 1)};
  for (LocalUpdate& one : updates) one.initial_loss = static_cast<double>(one.client) + 0.5;
  return updates;
}

constexpr double uniform_mean = 24.0 / 5;

}  // namespace

TEST_CASE("a full-batch epoch of unequal clients is one step of centralized gradient descent") {
  // Seven samples, mean gradient at 5: (1·5 + 2·4 + 1·5 + 3·4 + 3·5 + 1·4 + 2·5) / 7 = 59/7; w = 5 − .1 · 59/7 = 4.1571429
  const std::vector<std::vector<Quadratic>> clients{{{1, 0}}, {{2, 1}, {1, 0}}, {{3, 1}, {3, 0}, {1, 1}, {2, 0}}};
  FedAvgServer by_samples{ClientWeights::samples}, uniform{ClientWeights::uniform};
  LocalOptions options;
  options.rate = 0.1;
  CHECK(QuadraticFederation{clients}.play(by_samples, options) == nearly(5 - 5.9 / 7));
  // Partners: clients that count alike, 5 − .1 (5 + 13/2 + 41/4) / 3, and a second epoch are something else.
  CHECK(QuadraticFederation{clients}.play(uniform, options) == nearly(5 - 0.1 * (5 + 6.5 + 10.25) / 3));
  options.work = Epochs{2};
  CHECK(std::abs(QuadraticFederation{clients}.play(by_samples, options) - (5 - 5.9 / 7)) > 0.1);
}

TEST_CASE("federated averaging tends to the mean of contractions and not to the minimum") {
  // After 5 steps w_k − c_k has shrunk to (1 − .1 a_k)^5: .59049 and .16807, so w = .83193 / (.40951 + .83193) = .67013.
  FedAvgServer server{ClientWeights::samples};
  CHECK(QuadraticFederation{two_clients(1, 3)}.play(server, full_batch(PlainSgd{}, 5), 200) == Approx(0.6701).margin(5e-5));
}

TEST_CASE("FedNova with equal steps is FedAvg") {
  FedNovaServer normalized{ClientWeights::uniform};
  FedAvgServer plain{ClientWeights::uniform};
  QuadraticFederation one{two_clients(1, 3)}, other{two_clients(1, 3)};
  for (int round = 0; round < 20; ++round) {
    CHECK(one.play(normalized, full_batch(FedNova{}, 5)) == nearly(other.play(plain, full_batch(PlainSgd{}, 5))));
  }
}

TEST_CASE("FedNova takes away the weight of the client that does more steps") {
  // Steps 1 and 4 at a = 1: changes .1 (0 − w) and .3439 (1 − w). FedAvg rests at .3439 / .4439 = .7747, FedNova, per step, at
  // .085975 / .185975 = .4623.
  const std::vector<LocalOptions> steps{full_batch(FedNova{}, 1), full_batch(FedNova{}, 4)};
  FedNovaServer normalized{ClientWeights::uniform};
  FedAvgServer plain{ClientWeights::uniform};
  QuadraticFederation one{two_clients(1, 1)}, other{two_clients(1, 1)};
  for (int round = 0; round < 200; ++round) one.play(normalized, steps), other.play(plain, steps);
  CHECK(one.w() == Approx(0.4623).margin(5e-5));
  CHECK(other.w() == Approx(0.7747).margin(5e-5));
}

TEST_CASE("FedNova weighs the mean number of steps by samples") {
  // Shares ¼ and ¾, steps 1 and 2, changes −1 and +4: (¼ + ¾ · 2) · (−¼ + ¾ · 4/2) = 1.75 · 1.25
  LocalUpdate far = update(1, 4, 3);
  far.step_weight = 2;
  CHECK(apply(FedNovaServer{ClientWeights::samples}, 0, {update(0, -1), far}) == nearly(2.1875));
}

TEST_CASE("server momentum keeps a share of the last change") {
  FedAvgMServer server{ClientWeights::samples, 0.5, 0.9};
  // Δ = 2: v = 2, w = 1. Δ = 2 again: v = .9 · 2 + 2 = 3.8, w = 1 + 1.9.
  GlobalModel global = server.apply(model_at(0), std::vector{update(0, 2)});
  CHECK(static_cast<double>(global.parameters[0]) == nearly(1));
  global = server.apply(global, std::vector{update(0, 3)});
  CHECK(static_cast<double>(global.parameters[0]) == nearly(2.9));
}

TEST_CASE("adaptive servers take the published first and second steps") {
  AdaptiveOptions options;  // η .01, β .9 / .99, τ 1e-3
  // m = .01, v = .99e-6 + .01 · .01 = 1.0099e-4: .01 · .01 / (.01004938 + .001) = .0090503. With bias correction it would be
  // .1 / (.10049378 + .001) · .01 = .0098528.
  CHECK(apply(AdaptiveServer{SecondMoment::adam, options}, 0, {update(0, 0.1)}) == Approx(0.0090503).margin(5e-8));
  // v = 1e-6 − .01 · .01 · sign(1e-6 − .01) = 1.01e-4: 1e-4 / (.01004988 + .001)
  CHECK(apply(AdaptiveServer{SecondMoment::yogi, options}, 0, {update(0, 0.1)}) == Approx(0.00904987).margin(5e-8));
  options.first_decay = 0;
  // v = 1e-6 + .01: .01 · .1 / (.10000500 + .001)
  CHECK(apply(AdaptiveServer{SecondMoment::adagrad, options}, 0, {update(0, 0.1)}) == Approx(0.00990050).margin(5e-8));
}

TEST_CASE("the second moments of Adam and Yogi part when changes become small") {
  const AdaptiveOptions options;
  AdaptiveServer adam{SecondMoment::adam, options}, yogi{SecondMoment::yogi, options};
  adam.apply(model_at(0), std::vector{update(0, 0.1)});
  yogi.apply(model_at(0), std::vector{update(0, 0.1)});
  // Δ = 0: m = .009. Adam: v = .99 · 1.0099e-4, w = 9e-5 / (.00999901 + .001). Yogi: v stays 1.01e-4, w = 9e-5 / .01104988.
  CHECK(adam.apply(model_at(0), std::vector{update(0, 0)}).parameters[0] == Approx(0.00818256).margin(5e-8));
  CHECK(yogi.apply(model_at(0), std::vector{update(0, 0)}).parameters[0] == Approx(0.00814489).margin(5e-8));
}

TEST_CASE("q = 0 is uniform FedAvg and a larger q listens to the worse off") {
  CHECK(apply(QFedAvgServer{0, 10}, 3, unequal_clients()) == nearly(uniform_mean));
  CHECK(std::abs(apply(FedAvgServer{ClientWeights::samples}, 3, unequal_clients()) - uniform_mean) > 1);
  // q = 1, L = 10, w = 0, losses 1 and 3, changes 1 and −1: numerator 10 (1 − 3), denominator Σ (100 · 1 + 10 F) = 240.
  LocalUpdate good = update(0, 1), bad = update(1, -1);
  good.initial_loss = 1;
  bad.initial_loss = 3;
  CHECK(apply(QFedAvgServer{1, 10}, 0, {good, bad}) == nearly(-20.0 / 240));
  CHECK_THROWS_WITH(apply(QFedAvgServer{1, 10}, 0, {update(7, 1)}), ContainsSubstring("client 7 did not measure it"));
}

TEST_CASE("a trim of 0 is uniform FedAvg and more leaves extremes out") {
  CHECK(apply(TrimmedMeanServer{0}, 3, unequal_clients()) == nearly(uniform_mean));
  CHECK(apply(FedAvgServer{ClientWeights::uniform}, 3, unequal_clients()) == nearly(uniform_mean));
  CHECK(apply(TrimmedMeanServer{0.2}, 3, unequal_clients()) == nearly((2.0 + 4 + 8) / 3));
  CHECK(apply(TrimmedMeanServer{0.19}, 3, unequal_clients()) == nearly(uniform_mean));
}

TEST_CASE("the median takes the middle or the mean of the middle two") {
  CHECK(apply(MedianServer{}, 3, unequal_clients()) == nearly(4));
  CHECK(apply(MedianServer{}, 3, {update(0, 1), update(1, 100), update(2, 2), update(3, -50)}) == nearly(1.5));
  CHECK(apply(MedianServer{}, 3, {update(0, 7)}) == nearly(7));
}

TEST_CASE("a server does not care in which order updates arrive") {
  // In double, 1e16 + 1 − 1e16 is 0 or 1 by the order; the order of the clients it shall be.
  std::vector<LocalUpdate> updates{update(0, 1e16), update(1, 1), update(2, -1e16), update(3, 1)};
  const double in_order = apply(FedAvgServer{ClientWeights::uniform}, 0, updates);
  CHECK(in_order == 0.25);
  std::sort(updates.begin(), updates.end(), [](auto& a, auto& b) { return a.parameters[0] < b.parameters[0]; });
  CHECK(apply(FedAvgServer{ClientWeights::uniform}, 0, updates) == in_order);
}

TEST_CASE("a round without updates changes nothing and one with a diverged update fails by name") {
  FedAvgServer server{ClientWeights::samples};
  CHECK(apply(FedAvgServer{ClientWeights::samples}, 3, {}) == 3);
  std::vector<LocalUpdate> updates{update(0, 1), update(12, 2)};
  updates[1].diverged = true;
  CHECK_THROWS_AS(server.apply(model_at(0), updates), RunError);
  CHECK_THROWS_WITH(server.apply(model_at(0), updates), ContainsSubstring("client 12 diverged"));
}
