#pragma once

#include <filesystem>
#include <string>

#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// What becomes of the features of a CSV file.
enum class FeatureScaling {
  none,         ///< as they stand
  standardised  ///< column by column (x − mean) / sd, both of the training set (population sd); a constant column becomes 0
};

/// Two CSV files with the same header: a column of labels (whole numbers from 0), all others numeric features.
struct LabelledCsv {
  std::filesystem::path train, test;
  std::string label;  ///< the name of its column
  FeatureScaling scaling;
  ImageShape shape = {};  ///< of the features, channel by channel and row by row in the order of the columns; none: no images
};

/// Features that stand as they are and go beyond ±10 get a note. Classes are as many as the largest label of both files says.
/// No cell may span lines; files of up to 1 GiB. \throws UserError with the first twenty problems and their number: columns,
/// NaN and infinite features with their line.
DataSplits read_labelled_csv(const LabelledCsv& files);

}  // namespace roundwatt
