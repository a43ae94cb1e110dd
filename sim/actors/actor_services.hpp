#pragma once

#include "sim/actors/evaluator.hpp"
#include "sim/actors/processor.hpp"
#include "sim/actors/recorder.hpp"
#include "sim/actors/round_stops.hpp"
#include "sim/actors/run_control.hpp"
#include "sim/actors/transport.hpp"
#include "sim/learning/peer_training.hpp"
#include "sim/platform/fleet.hpp"

namespace fedjoule {

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
};

}  // namespace fedjoule
