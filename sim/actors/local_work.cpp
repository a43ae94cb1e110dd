#include "sim/actors/local_work.hpp"

namespace roundwatt {

WorkPart all_work(const LocalTraining& training) {
  if (training.steps) return {WorkUnit::step, *training.steps};
  return {WorkUnit::epoch, training.epochs};
}

WorkPart all_work_in(WorkUnit unit, const LocalTraining& training, std::int64_t samples) {
  const WorkPart all = all_work(training);
  if (unit == all.unit || all.unit == WorkUnit::step) return all;
  const std::int64_t batches = (samples + training.batch_size - 1) / training.batch_size;
  return {WorkUnit::step, all.count * batches};
}

Flops work_for(const WorkPart& part, const BoundClient& client, const LocalTraining& training, FlopsPerSecond speed) {
  if (part.unit == WorkUnit::step) return steps_work(client.cost, client.samples, training.batch_size, part.count, speed);
  return training_work(client.cost, client.samples, training.batch_size, speed) * static_cast<double>(part.count);
}

double epochs_in(const WorkPart& part, const BoundClient& client, const LocalTraining& training) {
  if (part.unit == WorkUnit::epoch) return static_cast<double>(part.count);
  const std::int64_t samples = samples_in_steps(client.samples, training.batch_size, part.count);
  return static_cast<double>(samples) / static_cast<double>(client.samples);
}

LocalWork as_local_work(const WorkPart& part) {
  if (part.unit == WorkUnit::step) return Steps{part.count};
  return Epochs{part.count};
}

}  // namespace roundwatt
