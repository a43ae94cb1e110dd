#pragma once

#include <memory>
#include <optional>
#include <string>

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

 private:
  struct Tree;
  std::unique_ptr<Tree> tree_;
};

}  // namespace roundwatt
