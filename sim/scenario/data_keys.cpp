#include "sim/scenario/learning_keys.hpp"
#include "sim/scenario/number_format.hpp"

namespace roundwatt {

namespace {

void declare_sizes(KeyList& keys, DataChoice& data) {
  keys.section("data",
               "The data owners, and how many samples each has: one of the four keys for samples says it, or, with "
               "learning.kind real, the partition.");
  keys.add_if_stated(
      "data.dataset", text_value(), data.dataset, when_absent("not stated"),
      "Name of the data. With learning.kind real one of fashion-mnist, cifar10, synthetic, synthetic-iid, fcube, "
      "or the layout of files: idx, csv, leaf.");
  keys.add("data.clients", word_or_whole_number("all", 1), data.clients, optional_key(),
           "Number of clients; all: one on each device that federation.devices admits, or each that a natural partition has.");
  keys.add("data.samples_per_client", whole_number(1), data.samples_per_client, when_absent("not stated"),
           "The same number of samples for each client.");
  keys.add_if_stated(
      "data.samples_quantiles", ascending_numbers(at_least(1)), data.samples_quantiles, when_absent("not stated"),
      "Samples of a client at evenly spaced quantiles, from the smallest client to the largest; linear between.");
  keys.add_if_stated(
      "data.samples_file", file_value(), data.samples_file, when_absent("not stated"),
      "CSV with the columns client and samples; client is a number from 0 or the name of a device, which is bound so.");
  keys.add_if_stated("data.label_map_file", file_value(), data.label_map_file, when_absent("not stated"),
                     "CSV in FedScale's layout, a row a sample: client_id, sample_path, label_name, label_id. Its clients are "
                     "the run's.");
}

void declare_source(KeyList& keys, SampleSource& source, const Scope& scope) {
  keys.section("data.source", "The files of the samples, and what is made of them.", scope);
  keys.add_if_stated("data.source.folder", file_value(), source.folder,
                     when_absent("where Debian's package dataset-fashion-mnist puts it, or share/datasets beside the program"),
                     "Folder of fashion-mnist or of cifar10's binary files.");
  keys.add_if_stated("data.source.train_file", file_value(), source.train_file, when_absent("none"),
                     "Training samples: the images of idx, csv, or leaf.");
  keys.add_if_stated("data.source.test_file", file_value(), source.test_file, when_absent("none"),
                     "Test samples in the same layout.");
  keys.add_if_stated("data.source.train_labels_file", file_value(), source.train_labels_file, when_absent("none"),
                     "Labels of the training images of idx.");
  keys.add_if_stated("data.source.test_labels_file", file_value(), source.test_labels_file, when_absent("none"),
                     "Labels of the test images of idx.");
  keys.add("data.source.label_column", text_value(), source.label_column, optional_key(), "The column of labels of a csv.");
  keys.add("data.source.standardise", truth_value(), source.standardise, optional_key(),
           "Features of a csv to mean 0 and standard deviation 1 of the training samples.");
  keys.add_if_stated("data.source.shape", list_of(whole_number(1)), source.shape, when_absent("no images"),
                     "What images the columns of a csv are: [height, width] or [channels, height, width], row by row, channel "
                     "by channel; a cnn needs it.");
  keys.add("data.source.synthetic_alpha", number(at_least(0)), source.synthetic_alpha, optional_key(),
           "α of FedProx's Synthetic(α, β): how far the devices' models lie apart.");
  keys.add("data.source.synthetic_beta", number(at_least(0)), source.synthetic_beta, optional_key(),
           "β of Synthetic(α, β): how far the devices' inputs lie apart.");
  keys.add("data.source.synthetic_devices", whole_number(1), source.synthetic_devices, optional_key(),
           "Devices of synthetic and synthetic-iid.");
  keys.add("data.source.validation_share", number({0, true, 0.9}), source.validation_share, optional_key(),
           "Share of the training samples that is kept for validation.");
}

void declare_partition(KeyList& keys, PartitionChoice& partition, const Scope& scope) {
  keys.section("data.partition", "Which client has which samples.", scope);
  keys.add("data.partition.kind",
           choice<PartitionKind>({{"iid", PartitionKind::iid},
                                  {"dirichlet", PartitionKind::dirichlet},
                                  {"shards", PartitionKind::shards},
                                  {"labels-per-client", PartitionKind::labels_per_client},
                                  {"quantity", PartitionKind::quantity},
                                  {"feature-noise", PartitionKind::feature_noise},
                                  {"natural", PartitionKind::natural},
                                  {"preassigned", PartitionKind::preassigned},
                                  {"resampled", PartitionKind::resampled}}),
           partition.kind, optional_key(), "The rule: docs/methods/partitions.md.");
  keys.add("data.partition.variant",
           choice<DirichletVariant>({{"per-class", DirichletVariant::per_class},
                                     {"per-client-equal", DirichletVariant::per_client_equal},
                                     {"per-client-lognormal", DirichletVariant::per_client_lognormal},
                                     {"prior-scaled", DirichletVariant::prior_scaled}}),
           partition.variant, when_absent("none"), "Which of the four things called Dirichlet(α).");
  keys.add("data.partition.alpha", number(above_up_to(0, 1e9)), partition.alpha, when_absent("none"),
           "α of dirichlet and of resampled: 0.1 is very skewed, 0.5 usual, 100 about iid.");
  keys.add("data.partition.min_samples", whole_number(0), partition.min_samples, optional_key(),
           "Fewest samples of a client; a draw that gives fewer is drawn anew, up to 200 times.");
  keys.add("data.partition.fair_share_cap", truth_value(), partition.fair_share_cap, optional_key(),
           "Of dirichlet per-class: a client that has its fair share gets no more.");
  keys.add("data.partition.shards_per_client", whole_number(1), partition.shards_per_client, optional_key(),
           "Shards of a client.");
  keys.add("data.partition.labels_per_client", whole_number(1), partition.labels_per_client, optional_key(),
           "k of #C = k: the labels that a client has.");
  keys.add("data.partition.skew",
           choice<SizeSkew>(
               {{"log-normal", SizeSkew::lognormal}, {"power-law", SizeSkew::power_law}, {"dirichlet", SizeSkew::dirichlet}}),
           partition.skew, when_absent("none"), "What the sizes of quantity follow.");
  keys.add(
      "data.partition.sigma", number(above_up_to(0, 1e9)), partition.sigma, when_absent("none"),
      "Standard deviation of the logarithm of log-normal sizes, exponent of power-law, concentration of dirichlet sizes; of "
      "feature-noise the standard deviation of the noise of the last client.");
  keys.add_if_stated("data.partition.file", file_value(), partition.file, when_absent("none"),
                     "Of preassigned: CSV with the columns sample and client.");
}

}  // namespace

void declare_data(KeyList& keys, Scenario& scenario) {
  const Scope trained{"learning.kind is not real", [&scenario] { return scenario.learning.kind == LearningKind::real; }};
  declare_sizes(keys, scenario.data);
  declare_source(keys, scenario.data.source, trained);
  declare_partition(keys, scenario.data.partition, trained);
}

}  // namespace roundwatt
