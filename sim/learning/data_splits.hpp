#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/random_stream.hpp"
#include "sim/learning/dataset.hpp"

namespace roundwatt {

/// The clients that the source of a data set has: LEAF's users, FedScale's speakers, the devices of Synthetic.
struct NaturalClients {
  std::vector<std::string> names;
  std::vector<std::vector<SampleRow>> rows;  ///< of the training set, by client, as \c names; none is empty
  std::vector<std::string> excluded;         ///< clients that the source names and that own no training sample
};

/// What a run learns from, stops by and reports. Of \c validation and \c test either may be empty.
struct DataSplits {
  Dataset train, validation, test;
  NaturalClients clients;          ///< empty where the source has none
  std::vector<std::string> notes;  ///< what is odd but possible, a sentence each
};

/// Moves \p count samples from the training to the validation set: drawn by a seeded shuffle, not stratified by label, both
/// sets in the order of the old one. With natural clients each gives in proportion to its samples but one (largest remainders),
/// so that none is left without any. \throws UserError when fewer than one training sample, or one a client, would be left.
DataSplits split_validation_count(DataSplits splits, std::size_t count, RandomStream stream);

/// The same with a share of the training samples in [0, 1), rounded to the nearest whole number.
DataSplits split_validation_share(DataSplits splits, double share, RandomStream stream);

}  // namespace roundwatt
