#pragma once

#include <vector>

#include "sim/learning/batch.hpp"
#include "sim/learning/dense_layers.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// What a convolutional model keeps of a batch, a sample a row, and of the image in hand.
template <class Scalar>
struct ImageBuffers {
  std::vector<SampleMatrix<Scalar>> pooled;            ///< by stage: activations after pooling
  std::vector<SampleMatrix<Scalar>> pooled_errors;     ///< by stage
  std::vector<SampleMatrix<std::int32_t>> winners;     ///< by stage: where each pooled value was in its feature map
  std::vector<BasicParameters<Scalar>> columns, maps;  ///< by stage: im2col and convolution of one image
};

/// Buffers that are used again for every batch. One a thread; what is in it between calls is of no meaning.
template <class Scalar>
struct BasicWorkspace {
  BasicParameters<Scalar> gradient;
  BasicBatch<Scalar> batch;
  DenseBuffers<Scalar> dense;
  ImageBuffers<Scalar> image;
  double mean_square_loss = 0;   ///< of the samples of the last batch that was trained on
  std::vector<SampleRow> order;  ///< of an epoch
  BasicParameters<Scalar> velocity;
};

using Workspace = BasicWorkspace<float>;

}  // namespace roundwatt
