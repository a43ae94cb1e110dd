#include "sim/scenario/read_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "sim/scenario/key_path.hpp"
#include "sim/scenario/scenario_keys.hpp"
#include "sim/scenario/scenario_rules.hpp"
#include "sim/scenario/scenario_tree.hpp"
#include "sim/scenario/unknown_keys.hpp"

namespace roundwatt {

namespace {

/// The paths below which names stand, not keys.
std::vector<std::string> mappings(const KeyList& keys) {
  std::vector<std::string> paths;
  for (const Key& key : keys.keys()) {
    if (key.value.has_free_names) paths.push_back(key.path);
  }
  return paths;
}

/// Turns a tree into a scenario and collects all that is wrong with it.
class ScenarioReader {
 public:
  explicit ScenarioReader(Scenario& scenario) : scenario_{scenario}, keys_{scenario_keys(scenario)} {}

  void read(ScenarioTree tree, const std::vector<std::string>& overrides) {
    tree = with_overrides(std::move(tree), overrides, mappings(keys_));
    problems_ = tree.problems;
    const UnknownKeys unknown = find_unknown_keys(tree.root, keys_);
    append(unknown.problems);
    for (const Key& key : keys_.keys()) read_key(key, tree.root, unknown.probably_meant);
    derive_defaults(scenario_.federation.stragglers);
    if (tree.whole) check(tree.root);
    throw_problems(tree);
  }

  const std::vector<KeyUse>& uses() const { return uses_; }

 private:
  void read_key(const Key& key, const YamlNode& root, const std::vector<std::string>& probably_meant);
  void derive_defaults(Stragglers& stragglers) const;
  void check(const YamlNode& root);
  void check_need(const KeyUse& use, const YamlNode& root);
  void check_scope(const KeyUse& use);
  void throw_problems(const ScenarioTree& tree) const;
  void append(const std::vector<Problem>& problems) { problems_.insert(problems_.end(), problems.begin(), problems.end()); }

  template <class T>
  bool given(const T& field) const {
    return std::any_of(uses_.begin(), uses_.end(), [&](const KeyUse& use) { return use.key->field == &field && use.given; });
  }

  Scenario& scenario_;
  KeyList keys_;
  std::vector<KeyUse> uses_;
  std::vector<Problem> problems_;
};

void ScenarioReader::read_key(const Key& key, const YamlNode& root, const std::vector<std::string>& probably_meant) {
  KeyUse use;
  use.key = &key;
  const YamlNode* node = root.at(key.path);
  use.given = node != nullptr && node->kind != YamlKind::null;
  if (use.given) {
    const std::vector<Problem> problems = key.read(*node);
    append(problems);
    use.good = problems.empty();
    use.place = node->place;
    use.shown = node->shown();
  } else {
    use.good = std::none_of(probably_meant.begin(), probably_meant.end(),
                            [&](const std::string& path) { return key.path == path || key.path.starts_with(path + "."); });
    use.shown = key.print().value_or("none");
  }
  uses_.push_back(std::move(use));
}

/// Defaults that follow from other keys.
void ScenarioReader::derive_defaults(Stragglers& stragglers) const {
  const bool has_deadline = stragglers.deadline || stragglers.history;
  if (has_deadline && !given(stragglers.late)) stragglers.late = Late::drop;
  if (stragglers.late == Late::stale && !given(stragglers.after_deadline)) stragglers.after_deadline = AfterDeadline::finish;
}

void ScenarioReader::check(const YamlNode& root) {
  for (const KeyUse& use : uses_) {
    if (use.given) {
      check_scope(use);
    } else {
      check_need(use, root);
    }
  }
  append(broken_rules(scenario_, uses_));
}

void ScenarioReader::check_scope(const KeyUse& use) {
  if (use.key->scope.holds() || !use.good || !use.key->changed()) return;
  problems_.push_back(
      {use.place.file, use.place.line,
       fmt::format("{} = {} means nothing where {}. Remove it, or change {}; null takes back what a file included.",
                   use.key->path, use.shown, use.key->scope.otherwise,
                   use.key->scope.otherwise.substr(0, use.key->scope.otherwise.find(' ')))});
}

/// A missing key is reported where its section stands.
void ScenarioReader::check_need(const KeyUse& use, const YamlNode& root) {
  const Key& key = *use.key;
  if (!use.good || !key.scope.holds() || !key.need.holds()) return;
  std::string section = key.path;
  const YamlNode* nearest = nullptr;
  while (nearest == nullptr) {
    section = section_of(section);
    nearest = root.at(section);
  }
  problems_.push_back(
      nearest->problem(fmt::format("{} is missing ({}). It must be {}.", key.path, key.need.text, key.value.phrase)));
}

/// In the order of files and lines; beyond what anybody reads they are counted.
void ScenarioReader::throw_problems(const ScenarioTree& tree) const {
  std::vector<Problem> sorted = problems_;
  for (Problem& problem : sorted) {
    if (problem.file.empty()) problem.file = tree.root.place.file;
  }
  const auto order = [&](const Problem& problem) {
    return std::find(tree.sources.begin(), tree.sources.end(), problem.file) - tree.sources.begin();
  };
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Problem& a, const Problem& b) {
    return order(a) != order(b) ? order(a) < order(b) : a.line < b.line;
  });
  constexpr std::size_t most_told = 50;
  ProblemList told{most_told};
  told.add_all(sorted);
  told.throw_if_any();
}

}  // namespace

Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides) {
  Scenario scenario;
  ScenarioReader reader{scenario};
  reader.read(read_tree(file), overrides);
  scenario.file = file.string();
  for (const KeyUse& use : reader.uses()) {
    if (use.given) scenario.places[use.key->path] = {use.place.file, use.place.line};
  }
  return scenario;
}

Scenario parse_scenario(const std::string& yaml, const std::filesystem::path& folder,
                        const std::vector<std::string>& overrides) {
  Scenario scenario;
  ScenarioReader{scenario}.read(parse_tree({"", folder, yaml}), overrides);
  return scenario;
}

}  // namespace roundwatt
