#pragma once

#include <cstdint>

#include "sim/base/id.hpp"
#include "sim/learning/training_work.hpp"

namespace roundwatt {

/// A data owner on its device, as the run has bound it.
struct BoundClient {
  ClientId id;
  HostId device;
  std::int64_t samples = 0;
  TrainingCost cost;
  double speed = 1;  ///< factor on that of the platform's device; > 0
};

}  // namespace roundwatt
