#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// The keys under federation.stragglers, which mean something within \p scope.
void declare_stragglers(KeyList& keys, Stragglers& stragglers, const Scope& scope);

}  // namespace roundwatt
