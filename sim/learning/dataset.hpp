#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

namespace roundwatt {

/// The number of a sample within its Dataset.
using SampleRow = std::uint32_t;

using FeatureMatrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// How the features of a sample lie as an image, channel by channel and row by row; all 0 where they are no image.
struct ImageShape {
  std::int32_t channels = 0, height = 0, width = 0;

  bool given() const { return channels > 0; }
  bool operator==(const ImageShape&) const = default;
};

/// Labelled samples. Held once a run: clients see rows of it.
struct Dataset {
  std::string name;
  FeatureMatrix features;            ///< a sample a row; no columns where only labels are known
  std::vector<std::int32_t> labels;  ///< in [0, classes)
  std::int32_t classes = 0;
  ImageShape shape;

  std::size_t samples() const { return labels.size(); }
  bool has_features() const { return features.cols() > 0; }
};

}  // namespace roundwatt
