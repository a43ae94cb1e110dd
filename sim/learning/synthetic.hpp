#pragma once

#include <cstddef>

#include "sim/base/random_stream.hpp"
#include "sim/learning/data_splits.hpp"

namespace roundwatt {

/// FedProx's Synthetic(α, β) (Li et al., MLSys 2020): how far the devices' models and their inputs lie apart.
struct SyntheticOptions {
  double alpha = 1;  ///< sd of u_k, the mean of device k's weights; ≥ 0
  double beta = 1;   ///< sd of B_k, the mean of device k's inputs' means; ≥ 0
  std::size_t devices = 30;
};

/// Device k has int(lognormal(4, 2)) + 50 samples of 60 features and 10 classes: v_k ~ N(B_k, 1)^60, x ~ N(v_k, diag(j^−1.2)),
/// W_k ~ N(u_k, 1)^{10×60}, b_k ~ N(u_k, 1)^10, label argmax(W_k x + b_k). 90 % of each device's samples, rounded down, are for
/// training, the rest for the test. The devices are the natural clients.
/// \throws UserError for options out of their range or more than 2^22 samples.
DataSplits synthetic(const SyntheticOptions& options, RandomStream stream);

/// Its IID variant: v = 0, and one W and b ~ N(0, 1) for all devices.
DataSplits synthetic_iid(std::size_t devices, RandomStream stream);

}  // namespace roundwatt
