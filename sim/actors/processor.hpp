#pragma once

#include "sim/actors/cancellation.hpp"
#include "sim/actors/instant.hpp"
#include "sim/actors/recorder.hpp"
#include "sim/base/quantity.hpp"
#include "sim/platform/fleet.hpp"

namespace roundwatt {

/// Lets hosts compute in simulated time, and meters them.
class Processor {
 public:
  Processor(const Fleet& fleet, Recorder& recorder, Instant& instant) : fleet_{fleet}, recorder_{recorder}, instant_{instant} {}

  /// Does \p work on one core of \p host as \p activity and waits for its end. No work ends at once.
  Ending compute(HostId host, Flops work, Activity activity, Cancellation& cancellation);

  /// Of one core of \p host now, with its profile and its clock.
  FlopsPerSecond speed(HostId host) const {
    const simgrid::s4u::Host& machine = *fleet_.host(host).simgrid;
    return FlopsPerSecond{machine.get_speed() * machine.get_available_speed()};
  }

 private:
  const Fleet& fleet_;
  Recorder& recorder_;
  Instant& instant_;
};

}  // namespace roundwatt
