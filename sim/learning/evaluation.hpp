#pragma once

#include <Eigen/Core>

#include "sim/learning/model.hpp"

namespace roundwatt {

/// Samples that are worked on at once where no batch size is given; fixed, since the split decides the last bits of sums.
constexpr std::size_t evaluation_chunk = 256;

/// Loss and hits of a model on all samples of \p data.
Evaluation evaluate(const Model& model, const Parameters& parameters, const ClientData& data, Workspace& workspace);

/// Gradient of the mean loss over all samples of \p data (at least one), summed in double.
Eigen::VectorXd mean_gradient(const Model& model, const Parameters& parameters, const ClientData& data, Workspace& workspace);

}  // namespace roundwatt
