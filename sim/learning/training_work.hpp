#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/quantity.hpp"

namespace roundwatt {

/// What training costs on one kind of device: docs/methods/time.md.
struct TrainingCost {
  Flops per_sample;                          ///< forward and backward
  std::optional<double> samples_per_second;  ///< measured on this device; beats per_sample
  Seconds overhead_per_batch;
};

/// Work that takes the device as long as training on \p samples in batches of \p batch_size does: its nominal speed turns
/// measured rates and overheads into operations, so that a slower clock slows them alike. The last short batch is kept.
Flops training_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, FlopsPerSecond nominal_speed);

/// The same for \p steps batches that are taken from pass after pass over \p samples.
Flops steps_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, std::int64_t steps,
                 FlopsPerSecond nominal_speed);

/// Samples that \p steps batches hold which are taken from pass after pass over \p samples, the last short batch of each kept.
std::int64_t samples_in_steps(std::int64_t samples, std::int64_t batch_size, std::int64_t steps);

}  // namespace roundwatt
