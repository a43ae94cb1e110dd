#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/scenario/yaml_node.hpp"
#include "sim/scenario/yaml_parser.hpp"

namespace roundwatt {

/// A scenario as YAML after includes and overrides: not checked against the keys.
struct ScenarioTree {
  YamlNode root;
  std::vector<std::string> sources;  ///< files in the order of reading, then the command line
  std::vector<Problem> problems;
  bool whole = true;  ///< every text could be read and parsed
};

/// The content of \p file, laid over the files that it includes.
ScenarioTree read_tree(const std::filesystem::path& file);
/// The same for a text at hand.
ScenarioTree parse_tree(YamlSource source);

/// \p tree with \p overrides of the form "a.b=c" laid over it. Below the paths \p mappings all is one name, dots included.
ScenarioTree with_overrides(ScenarioTree tree, const std::vector<std::string>& overrides,
                            const std::vector<std::string>& mappings);

}  // namespace roundwatt
