#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/file_reference.hpp"

namespace roundwatt {

/// How the training samples are divided among the clients: docs/methods/partitions.md.
enum class PartitionKind {
  iid,
  dirichlet,
  shards,
  labels_per_client,
  quantity,
  feature_noise,
  natural,
  preassigned,
  resampled
};
enum class DirichletVariant { per_class, per_client_equal, per_client_lognormal, prior_scaled };
enum class SizeSkew { lognormal, power_law, dirichlet };

struct PartitionChoice {
  PartitionKind kind = PartitionKind::iid;
  std::optional<DirichletVariant> variant;
  std::optional<double> alpha;
  std::int64_t min_samples = 1;
  bool fair_share_cap = false;  ///< Dirichlet per class
  std::int64_t shards_per_client = 2;
  std::int64_t labels_per_client = 2;
  std::optional<SizeSkew> skew;
  std::optional<double> sigma;  ///< of log-normal sizes, of feature noise; the exponent or concentration of other skews
  FileReference file;           ///< CSV: sample,client

  bool operator==(const PartitionChoice&) const = default;
};

/// Where samples come from when models are trained.
struct SampleSource {
  FileReference folder;                               ///< fashion-mnist, cifar10
  FileReference train_file, test_file;                ///< idx (images), csv, leaf
  FileReference train_labels_file, test_labels_file;  ///< idx
  std::string label_column = "label";                 ///< csv
  bool standardise = false;                           ///< csv
  std::vector<std::int64_t> shape;                    ///< csv: of images, [height, width] or [channels, height, width]
  double synthetic_alpha = 1, synthetic_beta = 1;     ///< FedProx's Synthetic(α, β)
  std::int64_t synthetic_devices = 30;
  double validation_share = 0;  ///< of the training samples

  bool operator==(const SampleSource&) const = default;
};

/// The data owners and how many samples each has. Where models are trained the partition says it, else one of the four ways of
/// saying sizes is in use.
struct DataChoice {
  std::string dataset;
  std::optional<std::int64_t> clients;  ///< nothing: one on each device ("all"), or as many as the data has by nature
  std::optional<std::int64_t> samples_per_client;
  std::vector<double> samples_quantiles;  ///< sizes at evenly spaced quantiles from 0 to 1, linear in between
  FileReference samples_file;             ///< CSV: client,samples
  FileReference label_map_file;           ///< CSV in FedScale's layout: client_id,sample_path,label_name,label_id
  SampleSource source;
  PartitionChoice partition;

  bool operator==(const DataChoice&) const = default;
};

}  // namespace roundwatt
