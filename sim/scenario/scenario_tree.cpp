#include "sim/scenario/scenario_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "sim/base/text_file.hpp"
#include "sim/scenario/scenario_keys.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t most_files = 32;
constexpr std::uintmax_t largest_scenario = 1'000'000;

/// Reads a scenario and, first, what it includes.
class TreeReader {
 public:
  ScenarioTree read(const std::filesystem::path& file) {
    YamlNode root = read_file(file, nullptr);
    return {std::move(root), sources_, problems_.all(), whole_};
  }
  ScenarioTree parse(YamlSource source) {
    YamlNode root = parse_source(std::move(source));
    return {std::move(root), sources_, problems_.all(), whole_};
  }

 private:
  YamlNode read_file(const std::filesystem::path& file, const YamlNode* include);
  YamlNode parse_source(YamlSource source);
  YamlNode included(const YamlNode& include, const std::filesystem::path& folder);
  bool can_be_read(const std::filesystem::path& file, const YamlNode* include);
  void refuse(const std::filesystem::path& file, const YamlNode* include, const std::string& why);

  std::vector<std::filesystem::path> open_;  ///< the file being read and those that include it
  std::vector<std::string> sources_;
  ProblemList problems_;
  bool whole_ = true;
  bool full_ = false;  ///< no more files are read, which is said once
};

void TreeReader::refuse(const std::filesystem::path& file, const YamlNode* include, const std::string& why) {
  whole_ = false;
  if (include == nullptr) {
    problems_.add(file.string(), 0, why);
  } else {
    problems_.add(include->problem(fmt::format("include: {} {}", file.string(), why)));
  }
}

bool TreeReader::can_be_read(const std::filesystem::path& file, const YamlNode* include) {
  std::error_code status;
  const auto known = std::filesystem::weakly_canonical(file, status);
  if (std::find(open_.begin(), open_.end(), known) != open_.end()) {
    refuse(file, include, "includes itself, directly or through others. Remove one of the includes.");
    return false;
  }
  if (sources_.size() == most_files) {
    if (!full_)
      refuse(file, include, fmt::format("would be file {} of this scenario; {} are allowed.", most_files + 1, most_files));
    full_ = true;
    return false;
  }
  return true;
}

YamlNode TreeReader::read_file(const std::filesystem::path& file, const YamlNode* include) {
  if (!can_be_read(file, include)) return {};
  std::string text;
  try {
    text = read_text_file(file, largest_scenario);
  } catch (const UserError& error) {
    refuse(file, include, error.problems().front().message);
    return {};
  }
  std::error_code status;
  open_.push_back(std::filesystem::weakly_canonical(file, status));
  YamlNode root = parse_source({file.string(), file.parent_path(), std::move(text)});
  open_.pop_back();
  return root;
}

YamlNode TreeReader::parse_source(YamlSource source) {
  sources_.push_back(source.name);
  const std::string name = source.name;
  const std::filesystem::path folder = source.folder;
  ParsedYaml parsed = parse_yaml(std::move(source));
  problems_.add_all(parsed.problems);
  whole_ = whole_ && parsed.whole;
  YamlNode& root = parsed.root;
  if (root.kind == YamlKind::null && parsed.whole)
    problems_.add(name, 0, "is empty: a scenario has keys. `roundwatt defaults` lists them.");
  if (root.kind == YamlKind::scalar || root.kind == YamlKind::list) {
    problems_.add(root.problem("a scenario is a mapping of keys to values, such as seed: 42."));
  }
  if (root.kind != YamlKind::map) {
    whole_ = false;
    return {"", YamlKind::map, "", {name, 0}, folder, {}};
  }
  root.place.line = 0;
  const YamlNode* include = root.child("include");
  if (include == nullptr) return std::move(root);
  YamlNode base = included(*include, folder);
  std::erase_if(root.children, [](const YamlNode& node) { return node.key == "include"; });
  const Place top = root.place;
  root = merged(std::move(base), root);
  root.place = top;
  return std::move(root);
}

YamlNode TreeReader::included(const YamlNode& include, const std::filesystem::path& folder) {
  YamlNode base;
  if (include.kind == YamlKind::null) return base;
  const Reading<std::vector<std::string>> files = include_value().read(include, "include");
  problems_.add_all(files.problems);
  for (const std::string& file : *files.value) {
    base = merged(std::move(base), read_file((folder / file).lexically_normal(), &include));
  }
  return base;
}

/// "a.b.c" as keys from the top down; below one of \p mappings the rest is one key.
std::vector<std::string> split_path(const std::string& path, const std::vector<std::string>& mappings) {
  std::vector<std::string> keys;
  std::size_t begin = 0;
  while (true) {
    const bool names_follow =
        begin > 0 && std::find(mappings.begin(), mappings.end(), path.substr(0, begin - 1)) != mappings.end();
    const std::size_t dot = names_follow ? std::string::npos : path.find('.', begin);
    keys.push_back(path.substr(begin, dot - begin));
    if (dot == std::string::npos) return keys;
    begin = dot + 1;
  }
}

/// \p value below \p keys, as a tree of its own.
YamlNode nested(const std::vector<std::string>& keys, YamlNode value) {
  const Place place = value.place;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    value.key = *key;
    value.place = place;
    YamlNode parent{"", YamlKind::map, "", place, value.folder, {}};
    parent.children.push_back(std::move(value));
    value = std::move(parent);
  }
  return value;
}

/// All of a command-line value stands on the command line, which has no lines.
void forget_lines(YamlNode& node) {
  node.place.line = 0;
  for (YamlNode& child : node.children) forget_lines(child);
}

}  // namespace

ScenarioTree read_tree(const std::filesystem::path& file) { return TreeReader{}.read(file); }

ScenarioTree parse_tree(YamlSource source) { return TreeReader{}.parse(std::move(source)); }

ScenarioTree with_overrides(ScenarioTree tree, const std::vector<std::string>& overrides,
                            const std::vector<std::string>& mappings) {
  for (const std::string& text : overrides) {
    const std::string name = "the command line, --set " + text;
    tree.sources.push_back(name);
    const std::size_t equals = text.find('=');
    const std::vector<std::string> keys = split_path(text.substr(0, equals), mappings);
    const bool has_keys = std::none_of(keys.begin(), keys.end(), [](const std::string& key) { return key.empty(); });
    if (equals == std::string::npos || !has_keys || keys.size() > 20) {
      tree.problems.push_back({name, 0, "an override has the form KEY=VALUE, such as stop.rounds=10."});
      continue;
    }
    if (keys.front() == "include") {
      tree.problems.push_back({name, 0, "files are included by files: write include: at the top of one."});
      continue;
    }
    ParsedYaml value = parse_yaml({name, "", text.substr(equals + 1)});
    for (Problem problem : value.problems) {
      problem.line = 0;
      tree.problems.push_back(std::move(problem));
    }
    tree.whole = tree.whole && value.whole;
    if (!value.whole) continue;
    value.root.place = {name, 0};
    forget_lines(value.root);
    tree.root = merged(std::move(tree.root), nested(keys, std::move(value.root)));
  }
  return tree;
}

}  // namespace roundwatt
