/// How fast one thread trains, against a bare Eigen loop of the same arithmetic: softmax regression and one hidden layer of
/// 200, 784 inputs, 10 classes, batches of 32. Ours trains 93 clients of 640 random rows for an epoch, gathering included; the
/// bare loop takes the rows as they lie in memory. Both are run in turn; printed are medians over processor time. Then the same
/// clients on two worker threads against one, by wall time: two processors must be free.
///
///   benchmark_learning [REPETITIONS]

#include <fmt/format.h>

#include <algorithm>
#include <boost/random/uniform_real_distribution.hpp>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <future>
#include <numeric>
#include <vector>

#include "sim/learning/local_training.hpp"
#include "sim/learning/multilayer_perceptron.hpp"
#include "sim/learning/training_pool.hpp"

namespace roundwatt {
namespace {

constexpr Eigen::Index features = 784, classes = 10, batch = 32;
constexpr std::size_t clients = 93, rows_of_client = 640, samples = clients * rows_of_client;
constexpr float rate = 0.05F;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Dataset random_dataset() {
  RandomStream stream{1, "benchmark"};
  boost::random::uniform_real_distribution<float> uniform{0, 1};
  Dataset data;
  data.classes = static_cast<std::int32_t>(classes);
  data.features.resize(static_cast<Eigen::Index>(samples), features);
  for (Eigen::Index i = 0; i < data.features.size(); ++i) data.features.data()[i] = uniform(stream);
  for (std::size_t i = 0; i < samples; ++i) data.labels.push_back(static_cast<std::int32_t>(stream.below(classes)));
  return data;
}

std::vector<ClientData> random_clients(const Dataset& data) {
  RandomStream stream{2, "benchmark"};
  std::vector<SampleRow> rows(samples);
  std::iota(rows.begin(), rows.end(), SampleRow{0});
  for (std::size_t i = samples; i > 1; --i) std::swap(rows[i - 1], rows[stream.below(i)]);
  std::vector<ClientData> parts;
  for (std::size_t k = 0; k < clients; ++k) {
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(k * rows_of_client);
    parts.push_back({&data, {begin, begin + static_cast<std::ptrdiff_t>(rows_of_client)}, 0, 1, k});
  }
  return parts;
}

/// A dense layer by hand.
struct BareLayer {
  UnitMatrix<float> weights, gradient, output, error;
  Eigen::RowVectorXf biases, bias_gradient;

  BareLayer(Eigen::Index in, Eigen::Index out)
      : weights{0.01F * UnitMatrix<float>::Random(in, out)},
        gradient(in, out),
        output(batch, out),
        error(batch, out),
        biases{Eigen::RowVectorXf::Zero(out)},
        bias_gradient(out) {}

  template <class Input>
  void forward(const Input& input) {
    output.noalias() = input * weights;
    output.rowwise() += biases;
  }
  template <class Input>
  void descend(const Input& input) {
    gradient.noalias() = input.transpose() * error;
    bias_gradient = error.colwise().sum();
    weights -= rate * gradient;
    biases -= rate * bias_gradient;
  }
};

/// Leaves the error of the logits in \p last; the mean cross-entropy.
float bare_cross_entropy(BareLayer& last, const std::int32_t* labels) {
  static Eigen::VectorXf most(batch), sum(batch);
  most = last.output.rowwise().maxCoeff();
  float loss = 0;
  for (Eigen::Index i = 0; i < batch; ++i) loss += most[i] - last.output(i, labels[i]);
  last.error = (last.output.colwise() - most).array().exp();
  sum = last.error.rowwise().sum();
  loss += sum.array().log().sum();
  sum = (static_cast<float>(batch) * sum).cwiseInverse();
  last.error.array().colwise() *= sum.array();
  for (Eigen::Index i = 0; i < batch; ++i) last.error(i, labels[i]) -= 1.0F / batch;
  return loss / batch;
}

/// An epoch over \p data in the order of memory; the summed loss.
double bare_softmax(const Dataset& data) {
  BareLayer layer{features, classes};
  double loss = 0;
  for (std::size_t row = 0; row < samples; row += batch) {
    const SampleView<float> input(data.features.data() + static_cast<Eigen::Index>(row) * features, batch, features);
    layer.forward(input);
    loss += static_cast<double>(bare_cross_entropy(layer, &data.labels[row]));
    layer.descend(input);
  }
  return loss;
}

double bare_perceptron(const Dataset& data) {
  BareLayer hidden{features, 200}, last{200, classes};
  double loss = 0;
  for (std::size_t row = 0; row < samples; row += batch) {
    const SampleView<float> input(data.features.data() + static_cast<Eigen::Index>(row) * features, batch, features);
    hidden.forward(input);
    hidden.output = hidden.output.cwiseMax(0.0F);
    last.forward(hidden.output);
    loss += static_cast<double>(bare_cross_entropy(last, &data.labels[row]));
    hidden.error.noalias() = last.error * last.weights.transpose();
    hidden.error = (hidden.output.array() > 0.0F).select(hidden.error, 0.0F);
    last.descend(hidden.output);
    hidden.descend(input);
  }
  return loss;
}

double ours(const Model& model, const std::vector<ClientData>& parts, Workspace& workspace) {
  LocalOptions options;
  options.batch_size = batch;
  options.rate = static_cast<double>(rate);
  const GlobalModel global{model.initial(RandomStream{1, "initialisation"}), {}};
  double loss = 0;
  for (const ClientData& part : parts)
    loss += train_locally({model, part, global, 1}, options, {}, workspace).update.training_loss;
  return loss;
}

template <class Work>
double seconds_of(const Work& work) {
  const double before = processor_seconds();
  if (!(work() > 0)) std::exit(1);  // it trained, and the work cannot be optimised away
  return processor_seconds() - before;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

template <class Bare>
void compare(const char* name, int repetitions, const Model& model, const std::vector<ClientData>& parts, const Bare& bare) {
  Workspace workspace;
  std::vector<double> speeds, ratios;
  ours(model, parts, workspace);
  for (int i = 0; i < repetitions; ++i) {
    const double bare_seconds = seconds_of(bare);
    const double our_seconds = seconds_of([&] { return ours(model, parts, workspace); });
    speeds.push_back(static_cast<double>(samples) / our_seconds);
    ratios.push_back(bare_seconds / our_seconds);
  }
  fmt::print("{:8} {:9.0f} samples a processor second, {:.2f} of the bare loop's\n", name, median(speeds), median(ratios));
}

double wall_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// Wall seconds of an epoch of all clients on \p threads workers.
double seconds_on(std::size_t threads, const Model& model, const std::vector<ClientData>& parts) {
  LocalOptions options;
  options.batch_size = batch;
  options.rate = static_cast<double>(rate);
  const GlobalModel global{model.initial(RandomStream{1, "initialisation"}), {}};
  TrainingPool pool{threads};
  pool.submit([](Workspace&) { return 0; }).get();  // the workers are there
  std::vector<std::future<LocalResult>> results;
  const double before = wall_seconds();
  for (const ClientData& part : parts) {
    results.push_back(pool.submit([&](Workspace& workspace) {
      return train_locally({model, part, global, 1}, options, {}, workspace);
    }));
  }
  for (auto& result : results) result.get();
  return wall_seconds() - before;
}

void compare_threads(const char* name, int repetitions, const Model& model, const std::vector<ClientData>& parts) {
  std::vector<double> gains;
  for (int i = 0; i < repetitions; ++i) gains.push_back(seconds_on(1, model, parts) / seconds_on(2, model, parts));
  fmt::print("{:8} {:.2f} times as fast on two threads as on one\n", name, median(gains));
}

}  // namespace
}  // namespace roundwatt

int main(int argc, char** argv) {
  using namespace roundwatt;
  const int repetitions = argc > 1 ? std::atoi(argv[1]) : 11;
  const Dataset data = random_dataset();
  const std::vector<ClientData> parts = random_clients(data);
  compare("softmax", repetitions, MultilayerPerceptron{features, {}, classes}, parts, [&] { return bare_softmax(data); });
  compare("MLP-200", repetitions, MultilayerPerceptron{features, {200}, classes}, parts, [&] { return bare_perceptron(data); });
  compare_threads("softmax", repetitions, MultilayerPerceptron{features, {}, classes}, parts);
  compare_threads("MLP-200", repetitions, MultilayerPerceptron{features, {200}, classes}, parts);
  return 0;
}
