#include "sim/learning/synthetic.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/random/lognormal_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <numeric>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t dimensions = 60;
constexpr std::size_t classes = 10;

double normal(double mean, double sd, RandomStream& stream) {
  return boost::random::normal_distribution<double>{mean, sd}(stream);
}

using Input = std::array<double, dimensions>;

/// What decides a device's samples.
struct DeviceModel {
  Input input_mean{};
  std::array<Input, classes> weights{};
  std::array<double, classes> bias{};
};

Input draw_input(double mean, RandomStream& stream) {
  Input input{};
  for (double& value : input) value = normal(mean, 1, stream);
  return input;
}

/// W and b around \p mean; the inputs' mean stays 0.
DeviceModel draw_model(double mean, RandomStream& stream) {
  DeviceModel model;
  for (Input& weights : model.weights) weights = draw_input(mean, stream);
  for (double& bias : model.bias) bias = normal(mean, 1, stream);
  return model;
}

std::int32_t label_of(const DeviceModel& model, const Input& input) {
  std::size_t best = 0;
  std::array<double, classes> score{};
  for (std::size_t c = 0; c < classes; ++c) {
    score[c] = std::inner_product(input.begin(), input.end(), model.weights[c].begin(), model.bias[c]);
    if (score[c] > score[best]) best = c;
  }
  return static_cast<std::int32_t>(best);
}

std::vector<std::size_t> draw_sizes(std::size_t devices, RandomStream& stream) {
  if (devices < 1) throw UserError{"devices = 0: Synthetic needs at least 1."};
  constexpr std::size_t most_samples = std::size_t{1} << 22;
  boost::random::lognormal_distribution<double> size{4, 2};
  std::vector<std::size_t> sizes;
  double total = 0;
  for (std::size_t k = 0; k < devices && total <= most_samples; ++k) {
    const double drawn = std::floor(size(stream)) + 50;
    total += drawn;
    sizes.push_back(static_cast<std::size_t>(std::min(drawn, 2.0 * most_samples)));
  }
  if (total > most_samples) {
    throw UserError{fmt::format("devices = {}: their samples are more than {}. Lower it.", devices, most_samples)};
  }
  return sizes;
}

Dataset empty_set(const char* name, std::size_t samples) {
  Dataset data{name, {}, {}, static_cast<std::int32_t>(classes), {}};
  data.features.resize(static_cast<Eigen::Index>(samples), static_cast<Eigen::Index>(dimensions));
  return data;
}

std::size_t train_part(std::size_t samples) { return samples * 9 / 10; }

DataSplits empty_splits(const char* name, const std::vector<std::size_t>& sizes) {
  std::size_t all = 0, train = 0;
  for (const std::size_t size : sizes) {
    all += size;
    train += train_part(size);
  }
  DataSplits splits;
  splits.train = empty_set(name, train);
  splits.test = empty_set(name, all - train);
  return splits;
}

void add_sample(Dataset& data, const DeviceModel& model, RandomStream& stream) {
  Input input{};
  for (std::size_t j = 0; j < dimensions; ++j) {
    const double variance = std::pow(static_cast<double>(j + 1), -1.2);
    input[j] = normal(model.input_mean[j], std::sqrt(variance), stream);
    data.features(static_cast<Eigen::Index>(data.samples()), static_cast<Eigen::Index>(j)) = static_cast<float>(input[j]);
  }
  data.labels.push_back(label_of(model, input));
}

void add_device(DataSplits& splits, std::size_t size, const DeviceModel& model, RandomStream& stream) {
  std::vector<SampleRow> rows(train_part(size));
  std::iota(rows.begin(), rows.end(), static_cast<SampleRow>(splits.train.samples()));
  splits.clients.names.push_back(fmt::format("device-{}", splits.clients.names.size()));
  for (std::size_t i = 0; i < size; ++i) add_sample(i < rows.size() ? splits.train : splits.test, model, stream);
  splits.clients.rows.push_back(std::move(rows));
}

void check_spread(const char* key, double value) {
  if (!(value >= 0 && value <= 1e6)) throw UserError{fmt::format("{} = {} must be a number in [0, 1e6].", key, value)};
}

}  // namespace

DataSplits synthetic(const SyntheticOptions& options, RandomStream stream) {
  check_spread("alpha", options.alpha);
  check_spread("beta", options.beta);
  const std::vector<std::size_t> sizes = draw_sizes(options.devices, stream);
  DataSplits splits = empty_splits("synthetic", sizes);
  for (const std::size_t size : sizes) {
    DeviceModel model = draw_model(normal(0, options.alpha, stream), stream);
    model.input_mean = draw_input(normal(0, options.beta, stream), stream);
    add_device(splits, size, model, stream);
  }
  return splits;
}

DataSplits synthetic_iid(std::size_t devices, RandomStream stream) {
  const std::vector<std::size_t> sizes = draw_sizes(devices, stream);
  DataSplits splits = empty_splits("synthetic-iid", sizes);
  const DeviceModel model = draw_model(0, stream);
  for (const std::size_t size : sizes) add_device(splits, size, model, stream);
  return splits;
}

}  // namespace roundwatt
