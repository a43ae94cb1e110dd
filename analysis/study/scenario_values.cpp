#include "analysis/study/scenario_values.hpp"

#include <yaml-cpp/yaml.h>

#include <algorithm>
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

namespace {

/// The node at a dotted key; undefined where there is none.
YAML::Node node_at(const YAML::Node& root, const std::string& key) {
  YAML::Node node = root;
  for (std::size_t begin = 0; begin <= key.size();) {
    const std::size_t end = std::min(key.find('.', begin), key.size());
    if (!node.IsMap()) return YAML::Node{YAML::NodeType::Undefined};
    node.reset(node[key.substr(begin, end - begin)]);
    if (!node.IsDefined()) return YAML::Node{YAML::NodeType::Undefined};
    begin = end + 1;
  }
  return node;
}

std::string list_text(const YAML::Node& list) {
  std::string text;
  for (const YAML::Node& item : list) text += (text.empty() ? "" : ", ") + (item.IsScalar() ? item.Scalar() : std::string{"…"});
  return "[" + text + "]";
}

void add_leaves(const YAML::Node& node, const std::string& key, std::vector<std::pair<std::string, std::string>>& leaves) {
  if (node.IsScalar()) leaves.emplace_back(key, node.Scalar());
  if (node.IsSequence()) leaves.emplace_back(key, list_text(node));
  if (!node.IsMap()) return;
  for (const auto& entry : node) add_leaves(entry.second, key + "." + entry.first.Scalar(), leaves);
}

}  // namespace

std::optional<std::string> ScenarioValues::text(const std::string& key) const {
  const YAML::Node node = node_at(tree_->root, key);
  if (!node.IsDefined() || !node.IsScalar()) return {};
  return node.Scalar();
}

std::vector<std::pair<std::string, std::string>> ScenarioValues::leaves(const std::string& key) const {
  std::vector<std::pair<std::string, std::string>> found;
  if (const YAML::Node node = node_at(tree_->root, key); node.IsDefined()) add_leaves(node, key, found);
  return found;
}

}  // namespace roundwatt
