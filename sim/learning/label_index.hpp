#pragma once

#include <cstdint>
#include <vector>

#include "sim/learning/dataset.hpp"

namespace roundwatt {

/// The samples of a data set by label. Labels without samples are left out.
struct LabelIndex {
  std::vector<std::int32_t> labels;          ///< those that occur, increasing
  std::vector<std::vector<SampleRow>> rows;  ///< of each of \c labels, increasing
  std::size_t samples = 0;

  /// The share of all samples that each of \c labels has.
  std::vector<double> shares() const;
};

LabelIndex index_labels(const Dataset& data);

}  // namespace roundwatt
