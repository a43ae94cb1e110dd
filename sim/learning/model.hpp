#pragma once

#include "sim/base/quantity.hpp"
#include "sim/base/random_stream.hpp"
#include "sim/learning/batch.hpp"
#include "sim/learning/cross_entropy.hpp"
#include "sim/learning/eigen_blocking.hpp"
#include "sim/learning/parameters.hpp"
#include "sim/learning/workspace.hpp"

namespace roundwatt {

/// A function of parameters that is trained by its gradient. Holds shapes only, no parameters: const, and shared between
/// threads, each with a workspace of its own. The arithmetic is written for any scalar: float trains, double lets tests check
/// gradients. The same parameters and batch give the same bits, wherever they lie in memory and whatever caches the machine
/// has.
template <class Scalar>
class BasicModel {
 public:
  BasicModel() { pin_eigen_blocking(); }
  virtual ~BasicModel() = default;
  BasicModel(const BasicModel&) = delete;
  BasicModel& operator=(const BasicModel&) = delete;

  virtual Eigen::Index parameter_count() const = 0;
  /// Parameters to start from: each model says which.
  virtual BasicParameters<Scalar> initial(RandomStream stream) const = 0;
  /// Mean loss over the batch (of at least one sample); its gradient is left in workspace.gradient.
  virtual double loss_and_gradient(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                                   BasicWorkspace<Scalar>& workspace) const = 0;
  /// Loss and hits on the batch, without a gradient.
  virtual Evaluation evaluate(const BasicParameters<Scalar>& parameters, const BasicBatch<Scalar>& batch,
                              BasicWorkspace<Scalar>& workspace) const = 0;
  /// Multiply-accumulates of one sample's forward pass; biases, activations and the loss are not counted.
  virtual double forward_macs_per_sample() const = 0;

  /// 6 × the multiply-accumulates: 2 operations each, forward once and backward twice (by the weights and by the inputs).
  Flops training_flops_per_sample() const { return Flops{6 * forward_macs_per_sample()}; }
  /// As it is sent: 4 bytes a parameter.
  Bytes bytes() const { return Bytes{4 * static_cast<double>(parameter_count())}; }
};

using Model = BasicModel<float>;

}  // namespace roundwatt
