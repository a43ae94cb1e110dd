#pragma once

#include <cstdint>
#include <optional>

#include "sim/base/quantity.hpp"

namespace fedjoule {

/// What training costs on one kind of device: docs/methods/time.md.
struct TrainingCost {
  Flops per_sample;                          ///< forward and backward
  std::optional<double> samples_per_second;  ///< measured on this device; beats per_sample
  Seconds overhead_per_batch;
};

/// Work that takes the device as long as training on \p samples in batches of \p batch_size does: its nominal speed turns
/// measured rates and overheads into operations, so that a slower clock slows them alike. The last short batch is kept.
Flops training_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, FlopsPerSecond nominal_speed);

}  // namespace fedjoule
