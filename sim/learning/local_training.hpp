#pragma once

#include "sim/learning/local_options.hpp"
#include "sim/learning/local_update.hpp"
#include "sim/learning/model.hpp"

namespace roundwatt {

/// Who trains what, and from where.
struct LocalTask {
  const Model& model;
  const ClientData& data;
  const GlobalModel& global;
  std::int32_t round = 1;  ///< from 1; decides the rate and, with seed and client, the order of the samples
};

struct LocalResult {
  LocalUpdate update;
  ClientState state;  ///< for the client's next round; as it was where training diverged
};

/// A client's part of a round: from the global model, the work that \p options asks for. Every pass is shuffled by the stream
/// (seed, "local_training", client, round). A function of its arguments; the workspace is scratch.
/// \throws RunError when the client holds no samples
LocalResult train_locally(const LocalTask& task, const LocalOptions& options, ClientState state, Workspace& workspace);

}  // namespace roundwatt
