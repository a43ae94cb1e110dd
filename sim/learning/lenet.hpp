#pragma once

#include "sim/learning/convolution.hpp"
#include "sim/learning/dense_layers.hpp"
#include "sim/learning/max_pooling.hpp"
#include "sim/learning/model.hpp"

namespace roundwatt {

/// A convolutional network of LeNet-5's shape (LeCun et al. 1998) as it is built today: convolution 6 @ 5×5, maximum over 2×2,
/// convolution 16 @ 5×5, maximum over 2×2, dense 120, 84, classes; ReLU; cross-entropy. Images of 28 × 28 are padded by 2,
/// others are not. Starts from Glorot-uniform weights and zero biases.
template <class Scalar>
class BasicLeNet final : public BasicModel<Scalar> {
 public:
  /// \throws UserError when the image is smaller than 16 × 16, which leaves nothing after the second pooling.
  BasicLeNet(ImageShape image, Eigen::Index classes);

  Eigen::Index parameter_count() const override;
  BasicParameters<Scalar> initial(RandomStream stream) const override;
  double loss_and_gradient(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                           BasicWorkspace<Scalar>& workspace) const override;
  Evaluation evaluate(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                      BasicWorkspace<Scalar>& workspace) const override;
  double forward_macs_per_sample() const override { return first_.macs() + second_.macs() + dense_.macs(); }

 private:
  const Scalar* of_second(const BasicParameters<Scalar>& parameters) const;
  const Scalar* of_dense(const BasicParameters<Scalar>& parameters) const;
  void forward(const BasicParameters<Scalar>& parameters, const SampleView<Scalar>& images,
               BasicWorkspace<Scalar>& workspace) const;
  /// Adds the gradient by both convolutions' parameters through one sample.
  void add_convolution_gradient(const BasicParameters<Scalar>& parameters, const SampleView<Scalar>& images,
                                Eigen::Index sample, BasicWorkspace<Scalar>& workspace) const;

  Convolution<Scalar> first_;
  MaxPooling<Scalar> first_pooling_;
  Convolution<Scalar> second_;
  MaxPooling<Scalar> second_pooling_;
  DenseLayers<Scalar> dense_;
};

using LeNet = BasicLeNet<float>;

}  // namespace roundwatt
