#include "sim/learning/asynchronous_averaging.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/learning/server_optimizer.hpp"

namespace roundwatt {

namespace {

struct Merger {
  const Parameters& global;
  std::span<const LocalUpdate> updates;
  std::span<const Origin> origins;

  Parameters operator()(const FedAsync& rule) const {
    Parameters model = global;
    for (std::size_t k = 0; k < updates.size(); ++k) {
      const Eigen::VectorXd towards = updates[k].parameters.cast<double>() - model.cast<double>();
      model = moved(model, rule.mixing_rate * origins[k].discount * towards);
    }
    return model;
  }
  Parameters operator()(const FedBuff& rule) const {
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(global.size());
    for (std::size_t k = 0; k < updates.size(); ++k) {
      sum += origins[k].discount * (updates[k].parameters.cast<double>() - origins[k].base->parameters.cast<double>());
    }
    return moved(global, rule.rate / static_cast<double>(updates.size()) * sum);
  }
};

}  // namespace

GlobalModel merge(const AsynchronousRule& rule, const GlobalModel& global, std::span<const LocalUpdate> updates,
                  std::span<const Origin> origins) {
  for (const LocalUpdate& update : updates) {
    if (update.diverged) {
      throw RunError{fmt::format(
          "the training of client {} diverged: its loss or model is not finite. Lower the learning rate.", update.client)};
    }
  }
  if (updates.empty()) return global;
  return {std::visit(Merger{global.parameters, updates, origins}, rule), global.control};
}

}  // namespace roundwatt
