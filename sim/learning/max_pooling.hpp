#pragma once

#include <cstdint>

#include "sim/learning/dataset.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// Maximum over windows of 2 × 2, then ReLU: the same values as ReLU first, at a quarter of the work. An odd last row or column
/// is left out. Images lie channel by channel and row by row.
template <class Scalar>
class MaxPooling {
 public:
  explicit MaxPooling(ImageShape input) : input_{input}, output_{input.channels, input.height / 2, input.width / 2} {}

  ImageShape output() const { return output_; }
  Eigen::Index size() const { return Eigen::Index{output_.channels} * output_.height * output_.width; }

  /// Writes size() values to \p pooled and where each was in \p maps to \p winners; of equal values the first wins.
  void forward(const BasicParameters<Scalar>& maps, Scalar* pooled, std::int32_t* winners) const;
  /// The gradient by the maps: that of each pooled value goes to its winner, unless ReLU held it back.
  void backward(const Scalar* pooled, const Scalar* pooled_error, const std::int32_t* winners,
                BasicParameters<Scalar>& map_errors) const;

 private:
  ImageShape input_, output_;
};

}  // namespace roundwatt
