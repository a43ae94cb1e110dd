#include "sim/scenario/yaml_parser.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>

#include "sim/scenario/yaml_complaint.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t most_values = 20000;
constexpr std::size_t deepest = 100;

std::size_t count_values(const YamlNode& node) {
  std::size_t count = 1;
  for (const YamlNode& child : node.children) count += count_values(child);
  return count;
}

/// Whether null stands at \p mark: a key without a value has the mark of whatever comes next.
bool is_null_word(std::string_view text, const YAML::Mark& mark) {
  text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(std::max(mark.pos, 0))));
  for (const std::string_view word : {"null", "Null", "NULL", "~"}) {
    if (!text.starts_with(word)) continue;
    const std::string_view after = text.substr(word.size());
    return after.empty() || std::string_view{" \t\r\n,]}"}.find(after.front()) != std::string_view::npos;
  }
  return false;
}

/// Builds the tree from the parser's events; the first event that cannot be accepted ends the parsing by an exception.
class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const YamlSource& source) : source_{source} {}

  YamlNode take_root() { return std::move(root_); }
  const ProblemList& problems() const { return problems_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) refuse(mark, "a second YAML document begins. Put each scenario into a file of its own.");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlKind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, YamlKind::map);
  }
  void OnMapEnd() override { close(); }

 private:
  /// A list or mapping that is not complete yet.
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    std::optional<YamlNode> key;                    ///< of a mapping, while its value is awaited
    std::map<std::string, int> lines_of_keys = {};  ///< of a mapping
  };

  [[noreturn]] void refuse(const YAML::Mark& mark, const std::string& message) const {
    throw UserError{std::vector{Problem{source_.name, mark.line + 1, message}}};
  }
  YamlNode node_at(const YAML::Mark& mark, YamlKind kind) const {
    return {"", kind, "", {source_.name, mark.line + 1}, source_.folder, {}};
  }
  void check_tag(const YAML::Mark& mark, const std::string& tag) const;
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlKind kind);
  void close();
  void end_value(YamlNode node, YAML::anchor_t anchor);
  void end_key(YamlNode node);
  void end_entry(YamlNode value);
  void charge(std::size_t values, const YAML::Mark& mark);
  std::string open_path() const;

  const YamlSource& source_;
  YamlNode root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchored_;
  ProblemList problems_;
  std::size_t values_ = 0;
  int documents_ = 0;
};

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  charge(1, mark);
  YamlNode node = node_at(mark, YamlKind::null);
  if (is_null_word(source_.text, mark)) node.text = "null";
  end_value(std::move(node), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchored_.find(anchor);
  if (found == anchored_.end()) refuse(mark, "the alias stands inside the value that it repeats. Write the value out.");
  YamlNode copy = found->second;
  charge(count_values(copy), mark);
  copy.place.line = mark.line + 1;
  end_value(std::move(copy), 0);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) {
  charge(1, mark);
  check_tag(mark, tag);
  if (mark.pos >= 0 && is_open_quote(source_.text, static_cast<std::size_t>(mark.pos))) {
    refuse(mark, "this is no valid YAML: a quote is opened here and never closed. Close it on this line.");
  }
  YamlNode node = node_at(mark, YamlKind::scalar);
  node.text = value;
  end_value(std::move(node), anchor);
}

void TreeBuilder::check_tag(const YAML::Mark& mark, const std::string& tag) const {
  constexpr std::array<std::string_view, 8> core{"str", "int", "float", "bool", "null", "map", "seq", "timestamp"};
  constexpr std::string_view prefix = "tag:yaml.org,2002:";
  const bool of_core = tag.starts_with(prefix) && std::find(core.begin(), core.end(), tag.substr(prefix.size())) != core.end();
  const bool of_yaml = tag.empty() || tag == "?" || tag == "!" || of_core;
  if (!of_yaml) refuse(mark, fmt::format("the tag {} has no meaning here. Remove it.", tag));
}

void TreeBuilder::open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YamlKind kind) {
  charge(1, mark);
  check_tag(mark, tag);
  if (open_.size() == deepest)
    refuse(mark, fmt::format("values are nested deeper than {} levels. Is a bracket not closed?", deepest));
  open_.push_back({node_at(mark, kind), anchor, {}});
}

void TreeBuilder::close() {
  Open done = std::move(open_.back());
  open_.pop_back();
  end_value(std::move(done.node), done.anchor);
}

void TreeBuilder::end_value(YamlNode node, YAML::anchor_t anchor) {
  if (anchor != 0) {
    YAML::Mark mark;
    mark.line = node.place.line - 1;
    charge(count_values(node), mark);
    anchored_[anchor] = node;
  }
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (open_.back().node.kind == YamlKind::list) {
    open_.back().node.children.push_back(std::move(node));
  } else if (!open_.back().key) {
    end_key(std::move(node));
  } else {
    end_entry(std::move(node));
  }
}

void TreeBuilder::end_key(YamlNode node) {
  if (node.kind != YamlKind::scalar) {
    problems_.add(node.problem("a key must be text."));
    node.text.clear();
  }
  open_.back().key = std::move(node);
}

void TreeBuilder::end_entry(YamlNode value) {
  Open& map = open_.back();
  YamlNode key = std::move(*map.key);
  map.key.reset();
  if (key.kind != YamlKind::scalar) return;
  const auto [first, is_new] = map.lines_of_keys.emplace(key.text, key.place.line);
  if (!is_new) {
    const std::string path = joined_path(open_path(), key.text);
    problems_.add(key.problem(fmt::format("{} stands twice (first on line {}). Remove one.", path, first->second)));
    return;
  }
  value.key = std::move(key.text);
  value.place = std::move(key.place);
  map.node.children.push_back(std::move(value));
}

void TreeBuilder::charge(std::size_t values, const YAML::Mark& mark) {
  values_ += values;
  if (values_ > most_values)
    refuse(mark, fmt::format("more than {} values, anchors and aliases counted. Repeat less, or put tables into a CSV file.",
                             most_values));
}

std::string TreeBuilder::open_path() const {
  std::string path;
  for (const Open& level : open_) {
    if (level.key) path = joined_path(path, level.key->text);
  }
  return path;
}

}  // namespace

ParsedYaml parse_yaml(YamlSource source) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (source.text.starts_with(byte_order_mark)) source.text.erase(0, byte_order_mark.size());
  if (const auto problem = bad_bytes(source)) return {{}, {*problem}, false};
  TreeBuilder builder{source};
  ProblemList problems;
  try {
    std::istringstream stream{source.text};
    YAML::Parser parser{stream};
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    problems.add(explained(error, source));
  } catch (const UserError& error) {
    problems.add_all(error.problems());
  }
  const bool whole = problems.empty();
  YamlNode root = builder.take_root();
  if (!whole) root = {};
  problems.add_all(builder.problems().all());
  return {std::move(root), problems.all(), whole};
}

}  // namespace roundwatt
