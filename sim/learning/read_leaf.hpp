#pragma once

#include <filesystem>

#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// The two files of a LEAF data set (Caldas et al. 2018).
struct LeafFiles {
  std::filesystem::path train, test;
};

/// JSON {users, num_samples, user_data: {user: {x: [[number, …], …], y: [label, …]}}}. The users of the training file are the
/// natural clients, in the order of \c users; those without samples are named in \c excluded. The test set joins all users of
/// the test file, which may be others. Classes are as many as the largest label of both files says. Files of up to 1 GiB.
/// \throws UserError with the first twenty problems and their number: what is no JSON, users without data, num_samples that
/// disagree, x and y of different lengths, samples of different lengths, values that are no finite numbers, labels not whole.
DataSplits read_leaf(const LeafFiles& files);

}  // namespace roundwatt
