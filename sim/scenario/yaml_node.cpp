#include "sim/scenario/yaml_node.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

namespace roundwatt {

namespace {

constexpr std::size_t longest_shown = 60;

/// At most 60 bytes of \p text, cut between characters; what would upset a terminal is replaced.
std::string shortened(std::string_view text) {
  std::size_t end = std::min(text.size(), longest_shown);
  const auto continues = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
  while (end < text.size() && end > 0 && continues(end)) --end;
  std::string shown{text.substr(0, end)};
  std::replace_if(
      shown.begin(), shown.end(), [](unsigned char letter) { return letter < 0x20 || letter == 0x7F; }, ' ');
  return end < text.size() ? shown + "…" : shown;
}

}  // namespace

std::string Place::seen_from(const Place& here) const {
  if (line == 0) return file;
  if (file == here.file || file.empty()) return fmt::format("line {}", line);
  const auto folder = std::filesystem::path{here.file}.parent_path();
  const auto relative = std::filesystem::path{file}.lexically_relative(folder.empty() ? "." : folder);
  const bool nearer = !relative.empty() && *relative.begin() != "..";
  return fmt::format("{}, line {}", nearer ? relative.string() : file, line);
}

const YamlNode* YamlNode::child(std::string_view name) const {
  if (kind != YamlKind::map) return nullptr;
  const auto found = std::find_if(children.begin(), children.end(), [&](const YamlNode& node) { return node.key == name; });
  return found == children.end() ? nullptr : &*found;
}

const YamlNode* YamlNode::at(std::string_view path) const {
  const YamlNode* node = this;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    node = node->child(path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return node;
}

std::string YamlNode::shown() const {
  std::string items;
  switch (kind) {
    case YamlKind::null:
      return "null";
    case YamlKind::scalar:
      if (text.empty() || text.front() == ' ' || text.back() == ' ') return fmt::format("\"{}\"", shortened(text));
      return shortened(text);
    case YamlKind::list:
      for (std::size_t i = 0; i < children.size() && items.size() < longest_shown; ++i) {
        items += (i > 0 ? ", " : "") + children[i].shown();
      }
      return fmt::format("[{}]", shortened(items));
    case YamlKind::map:
      return "{…}";
  }
  return "";
}

std::string joined_path(const std::string& parent, const std::string& key) {
  const std::string shown = key.empty() ? "\"\"" : shortened(key);
  return parent.empty() ? shown : parent + "." + shown;
}

YamlNode merged(YamlNode base, const YamlNode& winner) {
  if (winner.kind == YamlKind::null && winner.text.empty()) return base;
  if (base.kind != YamlKind::map || winner.kind != YamlKind::map) return winner;
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < base.children.size(); ++i) index.emplace(base.children[i].key, i);
  for (const YamlNode& child : winner.children) {
    const auto found = index.find(child.key);
    if (found == index.end()) {
      base.children.push_back(child);
    } else {
      base.children[found->second] = merged(std::move(base.children[found->second]), child);
    }
  }
  if (winner.place.line > 0) base.place = winner.place;  // else on the command line, where no section begins
  return base;
}

}  // namespace roundwatt
