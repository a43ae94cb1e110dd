#pragma once

#include <memory>

#include "sim/actors/local_work.hpp"
#include "sim/actors/participation.hpp"
#include "sim/actors/processor.hpp"
#include "sim/actors/transport.hpp"

namespace roundwatt {

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
  /// The middle of it alone: what a peer without a server does, from the participation's model.
  Ending train(Participation& participation);

 private:
  Ending download(Participation& participation);
  WorkPart work_in(Participation& participation, Flops extra);
  WorkPart work_until(double latest, Participation& participation, Flops extra);
  Ending do_work(Participation& participation, const WorkPart& part);
  Flops paced(Flops work, const Participation& participation) const { return work * participation.pace; }
  Ending upload(Participation& participation);

  const BoundClient& self_;
  HostId server_;
  const LocalTraining& training_;
  Transport& transport_;
  Processor& processor_;
  FlopsPerSecond device_speed_;
  FederatedTraining* learning_;
};

}  // namespace roundwatt
