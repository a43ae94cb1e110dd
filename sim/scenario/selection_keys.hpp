#pragma once

#include <vector>

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// Declares the keys of federation.selection.
void declare_selection(KeyList& keys, SelectionChoice& selection);

/// The rules between them, the mode and what is learned.
std::vector<Problem> broken_selection_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
