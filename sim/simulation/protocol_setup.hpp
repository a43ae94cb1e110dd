#pragma once

#include <memory>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/local_work.hpp"
#include "sim/actors/protocol.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// What clients of \p run do in a round.
LocalTraining local_training(const PreparedRun& run);

/// The protocol of the scenario's mode; \p run and \p training outlive it.
std::unique_ptr<Protocol> make_protocol(PreparedRun& run, const LocalTraining& training, const ActorServices& services);

}  // namespace roundwatt
