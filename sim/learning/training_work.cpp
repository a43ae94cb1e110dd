#include "sim/learning/training_work.hpp"

#include <algorithm>
#include <cmath>

namespace roundwatt {

Flops training_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, FlopsPerSecond nominal_speed) {
  const double count = static_cast<double>(samples);
  const double batches = std::ceil(count / static_cast<double>(batch_size));
  const double overhead = batches * cost.overhead_per_batch.value() * nominal_speed.value();
  if (cost.samples_per_second) return Flops{count / *cost.samples_per_second * nominal_speed.value() + overhead};
  return Flops{count * cost.per_sample.value() + overhead};
}

Flops steps_work(const TrainingCost& cost, std::int64_t samples, std::int64_t batch_size, std::int64_t steps,
                 FlopsPerSecond nominal_speed) {
  const std::int64_t batches = (samples + batch_size - 1) / batch_size;
  const std::int64_t rest = samples_in_steps(samples, batch_size, steps % batches);
  return training_work(cost, samples, batch_size, nominal_speed) * static_cast<double>(steps / batches) +
         training_work(cost, rest, batch_size, nominal_speed);
}

std::int64_t samples_in_steps(std::int64_t samples, std::int64_t batch_size, std::int64_t steps) {
  const std::int64_t batches = (samples + batch_size - 1) / batch_size;
  return steps / batches * samples + std::min(steps % batches * batch_size, samples);
}

}  // namespace roundwatt
