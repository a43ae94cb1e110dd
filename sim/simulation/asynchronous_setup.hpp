#pragma once

#include "sim/actors/asynchronous_server.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// The rules of mode asynchronous as the scenario of \p run states them.
AsynchronousRules asynchronous_rules(const PreparedRun& run);

}  // namespace roundwatt
