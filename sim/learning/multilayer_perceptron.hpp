#pragma once

#include <vector>

#include "sim/learning/dense_layers.hpp"
#include "sim/learning/model.hpp"

namespace roundwatt {

/// Fully connected network with ReLU, trained on cross-entropy; without hidden layers it is softmax (multinomial logistic)
/// regression. Starts from Glorot-uniform weights and zero biases.
template <class Scalar>
class BasicMultilayerPerceptron final : public BasicModel<Scalar> {
 public:
  /// \p hidden: units of each hidden layer, from the input on; all numbers ≥ 1.
  BasicMultilayerPerceptron(Eigen::Index features, const std::vector<Eigen::Index>& hidden, Eigen::Index classes);

  Eigen::Index parameter_count() const override { return layers_.parameter_count(); }
  BasicParameters<Scalar> initial(RandomStream stream) const override;
  double loss_and_gradient(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                           BasicWorkspace<Scalar>& workspace) const override;
  Evaluation evaluate(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                      BasicWorkspace<Scalar>& workspace) const override;
  double forward_macs_per_sample() const override { return layers_.macs(); }

 private:
  DenseLayers<Scalar> layers_;
};

using MultilayerPerceptron = BasicMultilayerPerceptron<float>;

}  // namespace roundwatt
