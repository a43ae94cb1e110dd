#pragma once

#include <memory>

#include "sim/actors/hierarchical_server.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// Mode hierarchical as the scenario of \p run states it, with \p rounds as in mode synchronous. \p run and \p training outlive
/// it.
std::unique_ptr<Protocol> hierarchical(PreparedRun& run, const LocalTraining& training, const RoundRules& rounds,
                                       const ActorServices& services);

}  // namespace roundwatt
