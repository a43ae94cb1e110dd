#include "analysis/study/scenario_values.hpp"

#include <yaml-cpp/yaml.h>

#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

struct ScenarioValues::Tree {
  YAML::Node root;
};

ScenarioValues::ScenarioValues(const std::string& yaml, const std::string& file) try
    : tree_{std::make_unique<Tree>(Tree{YAML::Load(yaml)})
}  // namespace roundwatt
{}
catch (const YAML::Exception& error) {
  throw UserError{std::vector{Problem{file, 0, std::string{"is damaged: /scenario_yaml cannot be read: "} + error.what()}}};
}

ScenarioValues::~ScenarioValues() = default;
ScenarioValues::ScenarioValues(ScenarioValues&&) noexcept = default;

std::optional<std::string> ScenarioValues::text(const std::string& key) const {
  YAML::Node node = tree_->root;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    if (!node.IsMap()) return {};
    node.reset(node[key.substr(begin, end - begin)]);
    if (!node.IsDefined()) return {};
    begin = end + 1;
  }
  if (!node.IsScalar()) return {};
  return node.Scalar();
}

}  // namespace roundwatt
