#pragma once

#include "sim/actors/battery_keeper.hpp"
#include "sim/actors/evaluator.hpp"
#include "sim/actors/processor.hpp"
#include "sim/actors/recorder.hpp"
#include "sim/actors/round_stops.hpp"
#include "sim/actors/run_control.hpp"
#include "sim/actors/transport.hpp"
#include "sim/learning/peer_training.hpp"
#include "sim/platform/fleet.hpp"

namespace roundwatt {

/// Which devices are ever asked to take part.
enum class AskedDevices { all, on_wifi };

/// What whoever leads a run has at hand: devices, and who moves, computes, records, evaluates and ends.
struct ActorServices {
  Fleet& fleet;
  Recorder& recorder;
  Transport& transport;
  Processor& processor;
  Evaluator& evaluator;
  RoundStops& stops;
  RunControl& control;
  FederatedTraining* learning = nullptr;  ///< where models are trained
  PeerTraining* peers = nullptr;          ///< likewise, where each peer has its own
  BatteryKeeper* batteries = nullptr;     ///< where devices live on batteries

  AskedDevices asked = AskedDevices::all;

  /// Whether a device can be asked to take part: it is one of those, it is on, and its battery is no reason against it.
  bool is_ready(HostId device) const {
    return (asked == AskedDevices::all || fleet.is_on_wifi(device)) && fleet.host(device).simgrid->is_on() &&
           (batteries == nullptr || batteries->is_ready(device));
  }
};

}  // namespace roundwatt
