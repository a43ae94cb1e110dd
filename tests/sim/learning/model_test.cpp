#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <thread>

#include "sim/base/error.hpp"
#include "sim/learning/evaluation.hpp"
#include "sim/learning/lenet.hpp"
#include "sim/learning/local_training.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Dataset random_samples(Eigen::Index samples, Eigen::Index features, std::int32_t classes, std::uint64_t seed) {
  RandomStream stream{seed, "test"};
  boost::random::uniform_real_distribution<float> uniform{-1, 1};
  Dataset data;
  data.classes = classes;
  data.features.resize(samples, features);
  for (Eigen::Index i = 0; i < data.features.size(); ++i) data.features.data()[i] = uniform(stream);
  for (Eigen::Index i = 0; i < samples; ++i) {
    data.labels.push_back(static_cast<std::int32_t>(stream.below(static_cast<std::uint64_t>(classes))));
  }
  return data;
}

ClientData all_of(const Dataset& data) {
  ClientData client{&data, {}, 0, 1, 0};
  for (SampleRow row = 0; row < data.samples(); ++row) client.rows.push_back(row);
  return client;
}

/// Compares the gradient in double with central differences, ∂F/∂w ≈ (F(w + h) − F(w − h)) / 2h with h = 1e-6: every
/// \p stride-th coordinate, and slopes along random directions, which all coordinates are part of.
void check_gradient(const BasicModel<double>& model, const Dataset& data, Eigen::Index stride) {
  constexpr double h = 1e-6;
  const ClientData client = all_of(data);
  BasicWorkspace<double> workspace;
  BasicBatch<double> batch;
  batch.gather(client, client.rows);
  BasicParameters<double> parameters = model.initial(RandomStream{3, "test"});
  // Biases start at 0; give them values.
  RandomStream stream{4, "test"};
  boost::random::normal_distribution<double> normal{0, 1};
  for (double& parameter : parameters) parameter += 0.02 * normal(stream);
  const double loss = model.loss_and_gradient(parameters, batch, workspace);
  const BasicParameters<double> gradient = workspace.gradient;
  CHECK(loss == soft(model.evaluate(parameters, batch, workspace).loss()));
  const auto slope = [&](const BasicParameters<double>& direction) {
    return (model.evaluate(parameters + h * direction, batch, workspace).loss() -
            model.evaluate(parameters - h * direction, batch, workspace).loss()) /
           (2 * h);
  };
  REQUIRE(gradient.size() == model.parameter_count());
  double largest = 0;
  for (Eigen::Index i = 0; i < gradient.size(); i += stride) {
    const double difference = slope(BasicParameters<double>::Unit(gradient.size(), i));
    CHECK(gradient[i] == Approx(difference).epsilon(1e-6).margin(1e-8));
    largest = std::max(largest, std::abs(difference));
  }
  CHECK(largest > 1e-3);
  for (int i = 0; i < 5; ++i) {
    BasicParameters<double> direction(gradient.size());
    for (double& part : direction) part = normal(stream);
    direction.normalize();
    CHECK(gradient.dot(direction) == Approx(slope(direction)).epsilon(1e-6).margin(1e-8));
  }
}

/// Where samples of a class gather.
struct Cloud {
  float x, y;
  std::int32_t label;
};

/// Samples of the clouds in turn, spread by 0.4.
Dataset samples_of(const std::vector<Cloud>& clouds, std::size_t samples) {
  RandomStream stream{5, "test"};
  boost::random::normal_distribution<float> normal{0, 0.4F};
  Dataset data;
  data.classes = 3;
  data.features.resize(static_cast<Eigen::Index>(samples), 2);
  for (std::size_t i = 0; i < samples; ++i) {
    const Cloud& cloud = clouds[i % clouds.size()];
    const auto row = static_cast<Eigen::Index>(i);
    data.features(row, 0) = cloud.x + normal(stream);
    data.features(row, 1) = cloud.y + normal(stream);
    data.labels.push_back(cloud.label);
  }
  return data;
}

/// A bright bar, lying (0) or standing (1), at a random place of a noisy image.
Dataset bars(Eigen::Index samples) {
  Dataset data = random_samples(samples, 16 * 16, 2, 6);
  data.shape = {1, 16, 16};
  data.features *= 0.2F;
  RandomStream stream{7, "test"};
  for (Eigen::Index i = 0; i < samples; ++i) {
    const auto row = static_cast<Eigen::Index>(stream.below(8)), column = static_cast<Eigen::Index>(stream.below(8));
    const bool lying = data.labels[static_cast<std::size_t>(i)] == 0;
    for (Eigen::Index k = 0; k < 8; ++k) data.features(i, (row + (lying ? 4 : k)) * 16 + column + (lying ? k : 4)) += 1;
  }
  return data;
}

double accuracy_after(const Model& model, const Dataset& data, std::int64_t epochs, double rate) {
  LocalOptions options;
  options.work = Epochs{epochs};
  options.batch_size = 16;
  options.rate = rate;
  Workspace workspace;
  const ClientData client = all_of(data);
  const GlobalModel global{model.initial(RandomStream{1, "initialisation"}), {}};
  const LocalUpdate update = train_locally({model, client, global, 1}, options, {}, workspace).update;
  return evaluate(model, update.parameters, client, workspace).accuracy();
}

}  // namespace

TEST_CASE("the gradient of softmax regression is that of finite differences") {
  check_gradient(BasicMultilayerPerceptron<double>{7, {}, 4}, random_samples(13, 7, 4, 1), 1);
}

TEST_CASE("the gradient of a multilayer perceptron is that of finite differences") {
  check_gradient(BasicMultilayerPerceptron<double>{6, {9, 5}, 3}, random_samples(11, 6, 3, 1), 1);
}

TEST_CASE("the gradient of a padded LeNet is that of finite differences") {
  check_gradient(BasicLeNet<double>{{1, 28, 28}, 10}, random_samples(3, 784, 10, 1), 307);
}

TEST_CASE("the gradient of a LeNet on colour images with odd feature maps is that of finite differences") {
  // 22 × 18: maps of 18 × 14, 9 × 7, 5 × 3, 2 × 1.
  check_gradient(BasicLeNet<double>{{3, 22, 18}, 4}, random_samples(3, 3 * 22 * 18, 4, 1), 61);
}

TEST_CASE("single precision gives the same gradient up to its rounding") {
  const Dataset data = random_samples(20, 784, 10, 2);
  const ClientData client = all_of(data);
  Workspace workspace;
  BasicWorkspace<double> exact;
  workspace.batch.gather(client, client.rows);
  exact.batch.gather(client, client.rows);
  const LeNet model{{1, 28, 28}, 10};
  const Parameters parameters = model.initial(RandomStream{3, "test"});
  model.loss_and_gradient(parameters, workspace.batch, workspace);
  BasicLeNet<double>{{1, 28, 28}, 10}.loss_and_gradient(parameters.cast<double>(), exact.batch, exact);
  CHECK((workspace.gradient.cast<double>() - exact.gradient).norm() < 1e-5 * exact.gradient.norm());
}

TEST_CASE("parameters, bytes and operations follow from the shapes") {
  const MultilayerPerceptron softmax{60, {}, 10};
  CHECK(softmax.parameter_count() == 610);
  CHECK(softmax.bytes() == Bytes{2440});
  CHECK(softmax.training_flops_per_sample() == Flops{6 * 600.0});
  const MultilayerPerceptron perceptron{784, {200}, 10};
  CHECK(perceptron.parameter_count() == 784 * 200 + 200 + 200 * 10 + 10);
  CHECK(perceptron.forward_macs_per_sample() == 784.0 * 200 + 200 * 10);
  // 28² · 25 · 6 + 10² · 150 · 16 + 400 · 120 + 120 · 84 + 84 · 10; 156 + 2416 + 48120 + 10164 + 850
  const LeNet padded{{1, 28, 28}, 10};
  CHECK(padded.parameter_count() == 61706);
  CHECK(padded.forward_macs_per_sample() == 117600.0 + 240000 + 48000 + 10080 + 840);
  // Three channels of 32 × 32 unpadded: the same maps, 3 · 25 · 6 + 6 in the first kernels.
  CHECK(LeNet{{3, 32, 32}, 10}.parameter_count() == 61706 + 300);
}

TEST_CASE("a LeNet refuses images that its poolings use up") {
  CHECK_THROWS_WITH((LeNet{{1, 15, 28}, 10}), ContainsSubstring("at least 16 x 16") && ContainsSubstring("15 x 28"));
  CHECK_THROWS_AS((LeNet{{}, 10}), UserError);
}

TEST_CASE("models start from Glorot-uniform weights and zero biases") {
  const MultilayerPerceptron model{784, {}, 10};
  const Parameters parameters = model.initial(RandomStream{1, "initialisation"});
  const float bound = std::sqrt(6.0F / 794);
  CHECK(parameters.tail(10).isZero(0));
  CHECK(parameters.cwiseAbs().maxCoeff() <= bound);
  // The variance of U(−a, a) is a² / 3; of 7840 draws within 5 %.
  CHECK(parameters.head(7840).squaredNorm() / 7840 == Approx(bound * bound / 3).epsilon(0.05));
  CHECK(parameters == model.initial(RandomStream{1, "initialisation"}));
  CHECK(parameters != model.initial(RandomStream{2, "initialisation"}));
}

TEST_CASE("softmax regression learns clouds that lines part") {
  const Dataset data = samples_of({{2, 0, 0}, {-2, 0, 1}, {0, 2, 2}}, 300);
  const MultilayerPerceptron model{2, {}, 3};
  CHECK(accuracy_after(model, data, 10, 0.1) > 0.97);
  CHECK(accuracy_after(model, data, 1, 1e-9) < 0.9);
}

TEST_CASE("a hidden layer learns what no line parts") {
  const Dataset data = samples_of({{-2, 0, 0}, {0, 0, 1}, {2, 0, 0}, {0, 2, 2}}, 400);
  CHECK(accuracy_after(MultilayerPerceptron{2, {16}, 3}, data, 60, 0.1) > 0.95);
  CHECK(accuracy_after(MultilayerPerceptron{2, {}, 3}, data, 60, 0.1) < 0.85);
}

TEST_CASE("a LeNet learns bars wherever they are and a linear model of the same images does worse") {
  const Dataset data = bars(600);
  CHECK(accuracy_after(LeNet{data.shape, 2}, data, 8, 0.1) > 0.97);
  CHECK(accuracy_after(MultilayerPerceptron{256, {}, 2}, data, 1, 0.1) < 0.9);
}

TEST_CASE("bits do not depend on what a workspace was used for before or on the thread") {
  const Dataset data = random_samples(700, 784, 10, 8);
  const ClientData client = all_of(data);
  LocalOptions options;
  options.batch_size = 48;
  const LeNet lenet{{1, 28, 28}, 10};
  const MultilayerPerceptron perceptron{784, {50, 30}, 10}, softmax{784, {}, 10};
  Workspace used;
  for (const Model* model : std::initializer_list<const Model*>{&softmax, &perceptron, &lenet, &softmax, &perceptron}) {
    const GlobalModel global{model->initial(RandomStream{1, "initialisation"}), {}};
    const auto train = [&](Workspace& workspace) {
      return train_locally({*model, client, global, 1}, options, {}, workspace).update;
    };
    evaluate(*model, global.parameters, client, used);
    const LocalUpdate again = train(used);
    LocalUpdate fresh, threaded;
    std::thread other{[&] {
      Workspace workspace;
      threaded = train(workspace);
    }};
    Workspace workspace;
    fresh = train(workspace);
    other.join();
    CHECK(fresh.parameters == again.parameters);
    CHECK(fresh.parameters == threaded.parameters);
    CHECK(fresh.training_loss == again.training_loss);
    CHECK(fresh.parameters != global.parameters);
  }
}

TEST_CASE("products are blocked for fixed caches, not for those of the machine") {
  const MultilayerPerceptron model{2, {}, 2};
  CHECK(Eigen::l1CacheSize() == 32 * 1024);
  CHECK(Eigen::l2CacheSize() == 512 * 1024);
  CHECK(Eigen::l3CacheSize() == 4096 * 1024);
}
