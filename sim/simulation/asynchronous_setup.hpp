#pragma once

#include "sim/actors/asynchronous_server.hpp"
#include "sim/scenario/scenario.hpp"

namespace fedjoule {

/// The rules of mode asynchronous as \p scenario states them.
AsynchronousRules asynchronous_rules(const Scenario& scenario);

}  // namespace fedjoule
