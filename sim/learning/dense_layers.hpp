#pragma once

#include <vector>

#include "sim/base/random_stream.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// What dense layers keep of a batch. Rows are whole sample groups.
template <class Scalar>
struct DenseBuffers {
  std::vector<UnitMatrix<Scalar>> outputs;  ///< by layer; the last are the logits, then their error
  std::vector<UnitMatrix<Scalar>> errors;   ///< by layer, of all but the last
};

/// Fully connected layers with ReLU between them and none after the last. Of each layer the parameters hold the weights
/// [in × out], unit by unit, and then the out biases.
template <class Scalar>
class DenseLayers {
 public:
  /// \p widths: the inputs, the hidden units layer by layer, the classes.
  explicit DenseLayers(std::vector<Eigen::Index> widths);

  Eigen::Index parameter_count() const { return parameter_count_; }
  /// Multiply-accumulates of one sample's forward pass.
  double macs() const;
  /// Glorot-uniform weights, zero biases.
  void initialise(Eigen::Ref<BasicParameters<Scalar>> parameters, RandomStream& stream) const;

  /// Leaves the logits in buffers.outputs.back().
  void forward(const Scalar* parameters, const SampleView<Scalar>& input, DenseBuffers<Scalar>& buffers) const;
  /// After forward, with the logits turned into their error: writes the gradient by these parameters to \p gradient.
  void backward(const Scalar* parameters, const SampleView<Scalar>& input, Scalar* gradient,
                DenseBuffers<Scalar>& buffers) const;
  /// After backward: the gradient by the input, a sample a row.
  void input_error(const Scalar* parameters, Eigen::Map<SampleMatrix<Scalar>> error, const DenseBuffers<Scalar>& buffers) const;

 private:
  std::size_t layers() const { return widths_.size() - 1; }
  Eigen::Map<const UnitMatrix<Scalar>> weights(const Scalar* parameters, std::size_t layer) const;
  const UnitMatrix<Scalar>& error(const DenseBuffers<Scalar>& buffers, std::size_t layer) const;
  void fit_all(DenseBuffers<Scalar>& buffers, Eigen::Index samples) const;

  std::vector<Eigen::Index> widths_;
  std::vector<Eigen::Index> offsets_;  ///< of each layer in the parameters
  Eigen::Index parameter_count_ = 0;
};

}  // namespace roundwatt
