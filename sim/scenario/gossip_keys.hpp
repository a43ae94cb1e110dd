#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The keys below federation.topology and federation.gossip.
void declare_gossip(KeyList& keys, Federation& federation);

}  // namespace roundwatt
