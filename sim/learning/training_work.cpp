#include "sim/learning/training_work.hpp"

#include <cmath>

namespace fedjoule {

Flops training_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, FlopsPerSecond nominal_speed) {
  const double count = static_cast<double>(samples);
  const double batches = std::ceil(count / static_cast<double>(batch_size));
  const double overhead = batches * cost.overhead_per_batch.value() * nominal_speed.value();
  if (cost.samples_per_second) return Flops{count / *cost.samples_per_second * nominal_speed.value() + overhead};
  return Flops{count * cost.per_sample.value() + overhead};
}

}  // namespace fedjoule
