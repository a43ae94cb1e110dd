#pragma once

#include <optional>

#include "sim/actors/bound_client.hpp"
#include "sim/base/quantity.hpp"
#include "sim/federation/partial_work.hpp"
#include "sim/learning/local_options.hpp"

namespace roundwatt {

/// What a client does each time that it takes part, if it does all of it.
struct LocalTraining {
  Bytes download_size, upload_size;
  std::int64_t epochs = 1;
  std::optional<std::int64_t> steps;  ///< of batch_size samples, instead of epochs
  std::int64_t batch_size = 1;
  double extra_epochs = 0;         ///< passes that an algorithm makes beside them, in time of training
  Flops encoding{};                ///< work of compressing an update
  Flops hiding{};                  ///< of secure aggregation, if nobody is lost
  WorkUnit cut = WorkUnit::epoch;  ///< what part of the work is counted in
  bool fit_deadline = false;       ///< do only what fits before the round closes
};

/// All of the local work of a client with \p samples, in epochs where it is counted in them.
WorkPart all_work(const LocalTraining& training);
/// The same, counted in what partial work is cut in.
WorkPart all_work_in(WorkUnit unit, const LocalTraining& training, std::int64_t samples);

/// The operations of the first \p part of a client's work, without the extra passes; \p speed is its device's nominal one.
Flops work_for(const WorkPart& part, const BoundClient& client, const LocalTraining& training, FlopsPerSecond speed);
/// Passes over the client's samples that \p part adds up to.
double epochs_in(const WorkPart& part, const BoundClient& client, const LocalTraining& training);

/// The same for the learning.
LocalWork as_local_work(const WorkPart& part);

}  // namespace roundwatt
