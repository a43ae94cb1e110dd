#pragma once

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// The keys below federation.hierarchical.
void declare_hierarchical(KeyList& keys, Federation& federation);

/// The rules of mode hierarchical that \p scenario breaks; none in other modes.
std::vector<Problem> broken_hierarchical_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
