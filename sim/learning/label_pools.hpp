#pragma once

#include <cstddef>
#include <vector>

#include "sim/base/random_stream.hpp"
#include "sim/learning/label_index.hpp"

namespace roundwatt {

/// The samples that nobody has taken yet, by label in random order.
class LabelPools {
 public:
  LabelPools(const LabelIndex& index, RandomStream& stream);

  /// Takes a sample whose label is drawn from \p mix (a share for each label of the index, ≥ 0), of which labels that have run
  /// out are left out. Where the mix has nothing else, each sample that is left is equally likely. At least one must be left.
  SampleRow take(const std::vector<double>& mix, RandomStream& stream);

 private:
  std::size_t draw_label(const std::vector<double>& weights, RandomStream& stream) const;

  std::vector<std::vector<SampleRow>> left_;
};

}  // namespace roundwatt
