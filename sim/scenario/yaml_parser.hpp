#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace roundwatt {

/// What a text says as YAML, and what is wrong with it.
struct ParsedYaml {
  YamlNode root;
  std::vector<Problem> problems;
  bool whole = true;  ///< the text was parsed to its end; else the tree is empty
};

/// A YAML text with the name that stands for it in problems.
struct YamlSource {
  std::string name;
  std::filesystem::path folder;  ///< where relative paths in it start
  std::string text;
};

/// Parses one YAML document in UTF-8. Refused beside what is no YAML: control characters, duplicate keys, keys that are no
/// text, tags of one's own, nesting deeper than 100, more than 20,000 values after aliases are replaced, more than 1 MB.
ParsedYaml parse_yaml(YamlSource source);

}  // namespace roundwatt
