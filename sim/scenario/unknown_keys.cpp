#include "sim/scenario/unknown_keys.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>

#include "sim/base/nearest_word.hpp"
#include "sim/scenario/key_path.hpp"

namespace roundwatt {

namespace {

/// The key of the format's version, and its name before version 0.2.0.
constexpr char version_key[] = "roundwatt";
constexpr char former_version_key[] = "fedjoule";

/// Walks a tree beside the declaration.
class UnknownKeyFinder {
 public:
  explicit UnknownKeyFinder(const KeyList& keys) {
    for (const Key& key : keys.keys()) leaves_.insert(key.path);
    for (const KeySection& section : keys.sections()) sections_.insert(section.path);
    for (const auto* paths : {&leaves_, &sections_}) {
      for (const std::string& path : *paths) {
        by_section_[section_of(path)].push_back(last_key(path));
        by_name_[last_key(path)].push_back(path);
      }
    }
  }

  void visit(const YamlNode& map, const std::string& path) {
    for (const YamlNode& child : map.children) visit_child(child, path);
  }

  UnknownKeys take() { return std::move(found_); }

 private:
  void visit_child(const YamlNode& node, const std::string& section) {
    const std::string path = joined_path(section, node.key);
    const bool dotted = node.key.find('.') != std::string::npos;
    if (leaves_.contains(path) && !dotted) return;
    if (!sections_.contains(path) || dotted) {
      found_.problems.push_back(node.problem(fmt::format("{}: no such key.{}", path, cure(node, section))));
    } else if (node.kind == YamlKind::map) {
      visit(node, path);
    } else if (node.kind != YamlKind::null) {
      found_.probably_meant.push_back(path);
      found_.problems.push_back(node.problem(fmt::format("{} = {}, but it is a section with the keys {}.", path, node.shown(),
                                                         fmt::join(by_section_[path], ", "))));
    }
  }

  /// Looks first in the same section, then for the same name elsewhere, then for a similar name elsewhere.
  std::string cure(const YamlNode& node, const std::string& section) {
    constexpr std::size_t enough_advice = 50;
    if (found_.problems.size() >= enough_advice) return "";
    if (node.key == former_version_key && section.empty()) return meant({version_key});
    if (node.key == "<<") return " Keys are not merged: include a file, or write the keys out.";
    const std::string path = joined_path(section, node.key);
    if (leaves_.contains(path)) return fmt::format(" Write it as {}: {{{}: …}}.", section_of(path), last_key(path));
    const std::string neighbour = nearest_word(node.key, by_section_[section]);
    if (!neighbour.empty()) return meant({joined_path(section, neighbour)});
    if (node.key == "include") return " include stands at the top of a file.";
    const auto elsewhere = by_name_.find(node.key);
    if (elsewhere != by_name_.end()) return meant(elsewhere->second);
    std::vector<std::string> names;
    for (const auto& [name, paths] : by_name_) names.push_back(name);
    const std::string similar = nearest_word(node.key, names);
    if (!similar.empty()) return meant(by_name_.at(similar));
    return by_section_[section].empty() ? "" : fmt::format(" Keys here: {}.", fmt::join(by_section_[section], ", "));
  }

  std::string meant(const std::vector<std::string>& paths) {
    found_.probably_meant.insert(found_.probably_meant.end(), paths.begin(), paths.end());
    return fmt::format(" Did you mean {}?", fmt::join(paths, " or "));
  }

  std::set<std::string> leaves_, sections_;
  std::map<std::string, std::vector<std::string>> by_section_;  ///< names of keys and sections
  std::map<std::string, std::vector<std::string>> by_name_;     ///< paths
  UnknownKeys found_;
};

}  // namespace

UnknownKeys find_unknown_keys(const YamlNode& root, const KeyList& keys) {
  UnknownKeyFinder finder{keys};
  finder.visit(root, "");
  return finder.take();
}

}  // namespace roundwatt
