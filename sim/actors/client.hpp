#pragma once

#include <memory>

#include "sim/actors/participation.hpp"
#include "sim/actors/processor.hpp"
#include "sim/actors/transport.hpp"
#include "sim/learning/training_work.hpp"

namespace fedjoule {

/// A data owner on its device, as the run has bound it.
struct BoundClient {
  ClientId id;
  HostId device;
  std::int64_t samples = 0;
  TrainingCost cost;
};

/// What a client does each time that it takes part.
struct LocalTraining {
  Bytes download_size, upload_size;
  std::int64_t epochs = 1;
  std::optional<std::int64_t> steps;  ///< of batch_size samples, instead of epochs
  std::int64_t batch_size = 1;
  double extra_epochs = 0;  ///< passes that an algorithm makes beside them, in time of training
  Flops encoding{};         ///< work of compressing an update
};

/// One participation of a client: download, train, upload. Runs as an actor of its own on the stage, so that it outlives its
/// device.
class Client {
 public:
  /// \p learning: where models are trained, else null.
  Client(const BoundClient& self, HostId server, const LocalTraining& training, Transport& transport, Processor& processor,
         FlopsPerSecond device_speed, FederatedTraining* learning)
      : self_{self},
        server_{server},
        training_{training},
        transport_{transport},
        processor_{processor},
        device_speed_{device_speed},
        learning_{learning} {}

  /// The protocol of one round. Fills the times and bytes of the participation.
  Ending participate(Participation& participation);

 private:
  Ending download(Participation& participation);
  Ending train(Participation& participation);
  Ending train_steps(Participation& participation, std::int64_t steps);
  Ending upload(Participation& participation);

  const BoundClient& self_;
  HostId server_;
  const LocalTraining& training_;
  Transport& transport_;
  Processor& processor_;
  FlopsPerSecond device_speed_;
  FederatedTraining* learning_;
};

}  // namespace fedjoule
