#include "sim/scenario/print_scenario.hpp"

#include <cstddef>
#include <optional>

#include "sim/scenario/scenario_keys.hpp"

namespace roundwatt {

namespace {

/// Puts keys below their sections, in block style.
class BlockWriter {
 public:
  void write(const std::string& path, const std::string& value) {
    std::size_t begin = 0;
    std::size_t depth = 0;
    for (std::size_t dot = path.find('.'); dot != std::string::npos; dot = path.find('.', begin)) {
      enter(path.substr(begin, dot - begin), depth);
      begin = dot + 1;
      ++depth;
    }
    open_.resize(depth);
    text_ += std::string(2 * depth, ' ') + path.substr(begin) + ": " + value + "\n";
  }

  const std::string& text() const { return text_; }

 private:
  void enter(const std::string& section, std::size_t depth) {
    if (depth < open_.size() && open_[depth] == section) return;
    open_.resize(depth);
    open_.push_back(section);
    text_ += std::string(2 * depth, ' ') + section + ":\n";
  }

  std::string text_;
  std::vector<std::string> open_;
};

}  // namespace

std::string resolved_yaml(const Scenario& scenario) {
  Scenario copy = scenario;
  const KeyList keys = scenario_keys(copy);
  BlockWriter writer;
  for (const Key& key : keys.keys()) {
    if (const std::optional<std::string> value = key.print()) writer.write(key.path, *value);
  }
  return writer.text();
}

}  // namespace roundwatt
