#include "sim/learning/multilayer_perceptron.hpp"

namespace roundwatt {

namespace {

std::vector<Eigen::Index> all_widths(Eigen::Index features, const std::vector<Eigen::Index>& hidden, Eigen::Index classes) {
  std::vector<Eigen::Index> widths{features};
  widths.insert(widths.end(), hidden.begin(), hidden.end());
  widths.push_back(classes);
  return widths;
}

}  // namespace

template <class Scalar>
BasicMultilayerPerceptron<Scalar>::BasicMultilayerPerceptron(Eigen::Index features, const std::vector<Eigen::Index>& hidden,
                                                             Eigen::Index classes)
    : layers_{all_widths(features, hidden, classes)} {}

template <class Scalar>
BasicParameters<Scalar> BasicMultilayerPerceptron<Scalar>::initial(RandomStream stream) const {
  BasicParameters<Scalar> parameters(parameter_count());
  layers_.initialise(parameters, stream);
  return parameters;
}

template <class Scalar>
double BasicMultilayerPerceptron<Scalar>::loss_and_gradient(const BasicParameters<Scalar>& parameters,
                                                            const BasicBatch<Scalar>& batch,
                                                            BasicWorkspace<Scalar>& workspace) const {
  workspace.gradient.resize(parameter_count());
  layers_.forward(parameters.data(), batch.features(), workspace.dense);
  const BatchLoss loss = turn_into_error(workspace.dense.outputs.back(), batch.labels());
  workspace.mean_square_loss = loss.mean_square;
  layers_.backward(parameters.data(), batch.features(), workspace.gradient.data(), workspace.dense);
  return loss.mean;
}

template <class Scalar>
Evaluation BasicMultilayerPerceptron<Scalar>::evaluate(const BasicParameters<Scalar>& parameters,
                                                       const BasicBatch<Scalar>& batch,
                                                       BasicWorkspace<Scalar>& workspace) const {
  layers_.forward(parameters.data(), batch.features(), workspace.dense);
  return evaluate_logits(workspace.dense.outputs.back(), batch.labels());
}

template class BasicMultilayerPerceptron<float>;
template class BasicMultilayerPerceptron<double>;

}  // namespace roundwatt
