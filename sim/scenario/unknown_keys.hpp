#pragma once

#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/key_list.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace roundwatt {

/// Keys of a tree that are not declared, and what was probably meant.
struct UnknownKeys {
  std::vector<Problem> problems;
  std::vector<std::string> probably_meant;  ///< paths of declared keys and sections
};

UnknownKeys find_unknown_keys(const YamlNode& root, const KeyList& keys);

}  // namespace roundwatt
