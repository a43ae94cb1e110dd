#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace roundwatt {

/// The resolved scenario that a trace carries, asked by key.
class ScenarioValues {
 public:
  /// \p yaml as in /scenario_yaml. \throws UserError, naming \p file, when it cannot be read.
  ScenarioValues(const std::string& yaml, const std::string& file);
  ~ScenarioValues();
  ScenarioValues(ScenarioValues&&) noexcept;

  /// The scalar at a dotted \p key, such as "federation.selection.kind"; nothing where the run has none, or a list or a
  /// mapping.
  std::optional<std::string> text(const std::string& key) const;

  /// All that the run has at or below a dotted \p key, as dotted keys and values, in the order of the scenario; a list is one
  /// value,
  /// "[a, b]".
  std::vector<std::pair<std::string, std::string>> leaves(const std::string& key) const;

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace roundwatt
