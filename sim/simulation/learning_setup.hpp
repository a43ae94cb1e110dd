#pragma once

#include <cstddef>
#include <memory>

#include "sim/learning/federated_training.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The samples that the scenario names, validation samples taken off. With learning.kind real.
/// \throws UserError where they cannot be read, at the key that names them.
std::shared_ptr<const DataSplits> read_samples(const Scenario& scenario);

/// How many clients there are: data.clients, else as many as the data has by nature or \p devices.
std::size_t number_of_clients(const Scenario& scenario, const DataSplits& data, std::size_t devices);

/// The training samples divided among \p clients. \throws UserError where the rule cannot be kept.
std::shared_ptr<const Partition> divide_samples(const Scenario& scenario, const DataSplits& data, std::size_t clients);

/// Everything a run learns with. \throws UserError where the model does not fit the samples.
LearningTask learning_task(const Scenario& scenario, std::shared_ptr<const DataSplits> data,
                           std::shared_ptr<const Partition> partition);

/// What clients make of their updates.
Compression compression(const CompressionChoice& choice);

/// What the trained model makes of the workload, where the scenario does not say otherwise: sizes and FLOPs of the model as it
/// is.
void derive_workload(Scenario& scenario, const LearningTask& task);

}  // namespace roundwatt
