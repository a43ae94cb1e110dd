#pragma once

#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>

#include "sim/base/random_stream.hpp"
#include "sim/learning/parameters.hpp"

namespace roundwatt {

/// Weights from U(−a, a), a = √(6 / (fan_in + fan_out)) (Glorot & Bengio 2010; what Keras and FedProx's code start from). In
/// the order of the parameters, drawn in double.
template <class Scalar>
void fill_glorot_uniform(Eigen::Ref<BasicParameters<Scalar>> weights, double fan_in, double fan_out, RandomStream& stream) {
  const double bound = std::sqrt(6 / (fan_in + fan_out));
  boost::random::uniform_real_distribution<double> uniform{-bound, bound};
  for (Scalar& weight : weights) weight = static_cast<Scalar>(uniform(stream));
}

}  // namespace roundwatt
