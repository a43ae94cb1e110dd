#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/learning/dirichlet_partition.hpp"
#include "sim/learning/even_partition.hpp"
#include "sim/learning/fcube.hpp"
#include "sim/learning/given_partition.hpp"
#include "sim/learning/label_partition.hpp"
#include "sim/learning/quantity_partition.hpp"
#include "sim/learning/read_cifar10.hpp"
#include "sim/learning/read_fashion_mnist.hpp"
#include "sim/learning/read_idx.hpp"
#include "sim/learning/read_labelled_csv.hpp"
#include "sim/learning/read_leaf.hpp"
#include "sim/learning/resampled_partition.hpp"
#include "sim/learning/synthetic.hpp"
#include "sim/simulation/learning_setup.hpp"

namespace roundwatt {

namespace {

DataSplits read_idx_pair(const SampleSource& source) {
  DataSplits splits;
  splits.train = read_idx({source.train_file.path, source.train_labels_file.path}, std::nullopt);
  splits.test = read_idx({source.test_file.path, source.test_labels_file.path}, splits.train.classes);
  return splits;
}

/// Of [height, width] or [channels, height, width].
ImageShape image_shape(const std::vector<std::int64_t>& sizes) {
  if (sizes.empty()) return {};
  const auto at = [&](std::size_t from_end) { return static_cast<std::int32_t>(sizes[sizes.size() - from_end]); };
  return {sizes.size() == 3 ? at(3) : 1, at(2), at(1)};
}

DataSplits read_named(const Scenario& scenario) {
  const SampleSource& source = scenario.data.source;
  const std::string& name = scenario.data.dataset;
  const RandomStream stream{scenario.seed, "data"};
  if (name == "fashion-mnist") return read_fashion_mnist(source.folder.given() ? source.folder.path : fashion_mnist_folder());
  if (name == "cifar10") return read_cifar10_binary(source.folder.path);
  if (name == "idx") return read_idx_pair(source);
  if (name == "leaf") return read_leaf({source.train_file.path, source.test_file.path});
  if (name == "fcube") return fcube({}, stream);
  const auto devices = static_cast<std::size_t>(source.synthetic_devices);
  if (name == "synthetic") return synthetic({source.synthetic_alpha, source.synthetic_beta, devices}, stream);
  if (name == "synthetic-iid") return synthetic_iid(devices, stream);
  return read_labelled_csv({source.train_file.path, source.test_file.path, source.label_column,
                            source.standardise ? FeatureScaling::standardised : FeatureScaling::none,
                            image_shape(source.shape)});
}

/// What the partitioners complain of stands at the section of their keys; problems of files keep their own place.
UserError at_partition(const Scenario& scenario, const UserError& error) {
  std::vector<Problem> problems;
  for (const Problem& problem : error.problems()) {
    problems.push_back(problem.file.empty()
                           ? scenario.problem("data.partition.kind", fmt::format("data.partition: {}", problem.message))
                           : problem);
  }
  return UserError{problems};
}

StoredPartition divide_by_dirichlet(const Scenario& scenario, const Dataset& train, std::size_t clients, RandomStream stream) {
  const PartitionChoice& choice = scenario.data.partition;
  const auto least = static_cast<std::size_t>(choice.min_samples);
  const DirichletPerClient per_client{clients, *choice.alpha, least};
  switch (*choice.variant) {
    case DirichletVariant::per_class:
      return partition_dirichlet_per_class(
          train, {clients, *choice.alpha, least, choice.fair_share_cap ? ClientCap::fair_share : ClientCap::none}, stream);
    case DirichletVariant::per_client_equal:
      return partition_dirichlet_per_client_equal(train, per_client, stream);
    case DirichletVariant::prior_scaled:
      return partition_dirichlet_prior_scaled(train, per_client, stream);
    case DirichletVariant::per_client_lognormal:
      return partition_dirichlet_per_client_lognormal(train, {clients, *choice.alpha, *choice.sigma, least}, stream);
  }
  throw RunError{"a Dirichlet partition has no variant"};
}

QuantitySkew skew_of(SizeSkew skew) {
  switch (skew) {
    case SizeSkew::lognormal:
      return QuantitySkew::lognormal;
    case SizeSkew::power_law:
      return QuantitySkew::power_law;
    case SizeSkew::dirichlet:
      return QuantitySkew::dirichlet;
  }
  throw RunError{"a skew has no kind"};
}

StoredPartition divide_all(const Scenario& scenario, const DataSplits& data, std::size_t clients) {
  const PartitionChoice& choice = scenario.data.partition;
  const RandomStream stream{scenario.seed, "partition"};
  const auto least = static_cast<std::size_t>(choice.min_samples);
  const std::size_t samples = data.train.samples();
  switch (choice.kind) {
    case PartitionKind::dirichlet:
      return divide_by_dirichlet(scenario, data.train, clients, stream);
    case PartitionKind::shards:
      return partition_by_shards(data.train, {clients, static_cast<std::size_t>(choice.shards_per_client)}, stream);
    case PartitionKind::labels_per_client:
      return partition_by_labels_per_client(data.train, {clients, static_cast<std::size_t>(choice.labels_per_client), least},
                                            stream);
    case PartitionKind::quantity:
      return partition_by_quantity(samples, {clients, skew_of(*choice.skew), *choice.sigma, least}, stream);
    case PartitionKind::feature_noise:
      return partition_with_feature_noise(samples, {clients, *choice.sigma}, stream);
    case PartitionKind::natural:
      return partition_naturally(data);
    case PartitionKind::preassigned:
      return partition_from_csv(samples, choice.file.path);
    case PartitionKind::iid:
    case PartitionKind::resampled:
      break;
  }
  return partition_iid(samples, clients, stream);
}

}  // namespace

std::shared_ptr<const DataSplits> read_samples(const Scenario& scenario) {
  DataSplits splits = read_named(scenario);
  const double share = scenario.data.source.validation_share;
  if (share > 0) splits = split_validation_share(std::move(splits), share, RandomStream{scenario.seed, "validation"});
  return std::make_shared<DataSplits>(std::move(splits));
}

std::size_t number_of_clients(const Scenario& scenario, const DataSplits& data, std::size_t devices) {
  if (scenario.data.clients) return static_cast<std::size_t>(*scenario.data.clients);
  return scenario.data.partition.kind == PartitionKind::natural ? data.clients.names.size() : devices;
}

std::shared_ptr<const Partition> divide_samples(const Scenario& scenario, const DataSplits& data, std::size_t clients) {
  try {
    if (scenario.data.partition.kind == PartitionKind::resampled) {
      const ResampledOptions options{clients, static_cast<std::size_t>(*scenario.data.samples_per_client),
                                     *scenario.data.partition.alpha};
      return std::make_shared<ResampledPartition>(data.train, options, scenario.seed);
    }
    return std::make_shared<StoredPartition>(divide_all(scenario, data, clients));
  } catch (const UserError& error) {
    throw at_partition(scenario, error);
  }
}

}  // namespace roundwatt
