#pragma once

#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/key_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace roundwatt {

/// What a tree says of one key.
struct KeyUse {
  const Key* key = nullptr;
  bool given = false;
  bool good = true;   ///< given and accepted, or not given and not misspelt either
  Place place;        ///< where it is given
  std::string shown;  ///< the value as it was written; of a key that is not given, its default
};

/// The rules between keys that \p scenario breaks, each explained where the later of its keys stands. Keys that were not
/// accepted are left out of it.
std::vector<Problem> broken_rules(const Scenario& scenario, const std::vector<KeyUse>& uses);

}  // namespace roundwatt
