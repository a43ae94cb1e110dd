#pragma once

#include <vector>

#include "sim/actors/actor_services.hpp"
#include "sim/actors/round_leader.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// Says the first instant after its argument at which one of \p hosts that cannot take part now can, by its profile or its
/// battery; nothing: never. \p run outlives it.
NextReturn next_return_of(std::vector<HostId> hosts, PreparedRun& run, const ActorServices& services);

/// The same of all that take part: clients' devices and the server.
NextReturn next_return(PreparedRun& run, const ActorServices& services);

}  // namespace roundwatt
