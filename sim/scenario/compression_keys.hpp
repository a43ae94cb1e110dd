#pragma once

#include <vector>

#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// Declares the keys of federation.compression, which mean something within \p scope.
void declare_compression(KeyList& keys, CompressionChoice& compression, const Scope& scope);

/// The rules between them, and between them and what is learned.
std::vector<Problem> broken_compression_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
