#pragma once

#include <memory>

#include "sim/federation/selector.hpp"
#include "sim/simulation/prepared_run.hpp"

namespace roundwatt {

/// The selector that the scenario names; null for uniform, which needs no list of all clients.
std::unique_ptr<Selector> make_selector(PreparedRun& run, const LocalTraining& training);

}  // namespace roundwatt
