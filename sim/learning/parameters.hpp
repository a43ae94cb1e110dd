#pragma once

#include <Eigen/Core>

namespace roundwatt {

template <class Scalar>
using BasicParameters = Eigen::Matrix<Scalar, Eigen::Dynamic, 1>;

/// All weights of a model, flat; a gradient has the same layout.
using Parameters = BasicParameters<float>;

/// A sample a row; the features of a sample are contiguous.
template <class Scalar>
using SampleMatrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A unit a column: what a layer makes of a batch, and weights.
template <class Scalar>
using UnitMatrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::ColMajor>;

/// Features of some samples, wherever they lie.
template <class Scalar>
using SampleView = Eigen::Map<const SampleMatrix<Scalar>>;

}  // namespace roundwatt
