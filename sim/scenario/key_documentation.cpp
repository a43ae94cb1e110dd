#include "sim/scenario/key_documentation.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstddef>
#include <vector>

#include "sim/base/unit.hpp"
#include "sim/scenario/key_path.hpp"
#include "sim/scenario/number_format.hpp"
#include "sim/scenario/scenario_keys.hpp"
#include "sim/scenario/scenario_page.hpp"

namespace roundwatt {

namespace {

/// Whether the default is a value that can stand in a scenario; else it is explained.
bool has_default_value(const Key& key) { return key.need.text.empty() || key.field == nullptr; }

std::string default_text(const Key& key) { return key.need.text.empty() ? key.usual.value_or("none") : key.need.text; }

/// "time > 0 [s], default 3600"
std::string summary(const Key& key) {
  std::string text = key.value.type;
  if (!key.value.bounds.empty()) text += " " + key.value.bounds;
  if (!key.value.unit.empty()) text += " [" + key.value.unit + "]";
  const bool is_required = key.need.text.starts_with("required");
  return fmt::format("{}{}{}", text, is_required ? "; " : "; default: ", default_text(key));
}

/// Each section once, before its first key.
class SectionCursor {
 public:
  explicit SectionCursor(const KeyList& keys) : next_{keys.sections().begin()}, end_{keys.sections().end()} {}

  std::vector<KeySection> sections_before(const Key& key) {
    std::vector<KeySection> begun;
    for (; next_ != end_ && key.path.starts_with(next_->path + "."); ++next_) begun.push_back(*next_);
    return begun;
  }

 private:
  std::vector<KeySection>::const_iterator next_, end_;
};

/// A cell of a table, where | would end it.
std::string cell(const std::string& text) {
  std::string safe;
  for (const char letter : text) safe += letter == '|' ? "\\|" : std::string{letter};
  return safe;
}

std::string table_head(const std::string& title, const std::string& sentence) {
  return fmt::format(
      "\n### {}\n\n{}\n\n| key | type | unit | bounds | default | meaning |\n| --- | --- | --- | --- | --- | --- |\n", title,
      sentence);
}

std::string key_tables() {
  Scenario scenario;
  const KeyList keys = scenario_keys(scenario);
  SectionCursor cursor{keys};
  std::string text = table_head("The run", "Keys at the top of the file.");
  for (const Key& key : keys.keys()) {
    for (const KeySection& section : cursor.sections_before(key)) {
      text += depth_of(section.path) == 0 ? table_head(section.path, section.sentence)
                                          : fmt::format("| **{}** | | | | | {} |\n", section.path, cell(section.sentence));
    }
    const ValueDescription& value = key.value;
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", key.path, cell(value.type), value.unit, cell(value.bounds),
                        cell(default_text(key)), cell(key.sentence));
  }
  return text;
}

std::string unit_table() {
  std::string text = "| what | SI unit | units |\n| --- | --- | --- |\n";
  for (const Dimension dimension : {Dimension::time, Dimension::data, Dimension::work, Dimension::energy, Dimension::mass}) {
    text += fmt::format("| {} | {} | {} |\n", dimension_name(dimension), si_unit(dimension),
                        fmt::join(unit_names(dimension), ", "));
  }
  return text;
}

}  // namespace

std::string defaults_text() {
  Scenario scenario;
  const KeyList keys = scenario_keys(scenario);
  SectionCursor cursor{keys};
  std::string text =
      "# All keys of a scenario, with their defaults. A key behind # has none, or means nothing beside the others' "
      "defaults.\n\n";
  for (const Key& key : keys.keys()) {
    for (const KeySection& section : cursor.sections_before(key)) {
      const std::string indent(2 * depth_of(section.path), ' ');
      text += fmt::format("\n{0}# {1}\n{0}{2}:\n", indent, section.sentence, last_key(section.path));
    }
    const std::string indent(2 * depth_of(key.path), ' ');
    const std::string line =
        has_default_value(key) && key.print() ? last_key(key.path) + ": " + *key.print() : "# " + last_key(key.path) + ":";
    text += fmt::format("{0}# {1}\n{0}# {2}\n{0}{3}\n", indent, key.sentence, summary(key), line);
  }
  return text;
}

std::string scenario_markdown() {
  return fmt::format("{}{}{}\n## Keys\n{}", scenario_page_before_units, unit_table(), scenario_page_after_units, key_tables());
}

}  // namespace roundwatt
