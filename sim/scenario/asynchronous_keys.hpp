#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The keys below federation.asynchronous.
void declare_asynchronous(KeyList& keys, Scenario& scenario);

}  // namespace roundwatt
