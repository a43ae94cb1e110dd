#include "sim/learning/evaluation.hpp"

#include <algorithm>

namespace roundwatt {

namespace {

/// Gathers all samples chunk by chunk into \p batch and calls \p visit after each.
template <class Visit>
void for_each_chunk(const ClientData& data, Batch& batch, const Visit& visit) {
  for (std::size_t begin = 0; begin < data.rows.size(); begin += evaluation_chunk) {
    const std::size_t count = std::min(evaluation_chunk, data.rows.size() - begin);
    batch.gather(data, std::span{data.rows}.subspan(begin, count));
    visit();
  }
}

}  // namespace

Evaluation evaluate(const Model& model, const Parameters& parameters, const ClientData& data, Workspace& workspace) {
  Evaluation total;
  for_each_chunk(data, workspace.batch, [&] { total += model.evaluate(parameters, workspace.batch, workspace); });
  return total;
}

Eigen::VectorXd mean_gradient(const Model& model, const Parameters& parameters, const ClientData& data, Workspace& workspace) {
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(model.parameter_count());
  for_each_chunk(data, workspace.batch, [&] {
    model.loss_and_gradient(parameters, workspace.batch, workspace);
    sum += static_cast<double>(workspace.batch.size()) * workspace.gradient.cast<double>();
  });
  return sum / static_cast<double>(data.samples());
}

}  // namespace roundwatt
