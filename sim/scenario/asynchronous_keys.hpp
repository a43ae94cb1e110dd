#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace fedjoule {

/// The keys below federation.asynchronous.
void declare_asynchronous(KeyList& keys, Scenario& scenario);

}  // namespace fedjoule
