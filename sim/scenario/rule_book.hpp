#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace roundwatt {

/// What rules between keys need: the keys as they were given, by path, and a place for what is broken.
class RuleBook {
 public:
  explicit RuleBook(const std::vector<KeyUse>& uses) : uses_{uses} {}

  /// \throws std::logic_error where no such key is declared
  const KeyUse& use(std::string_view path) const;
  /// The key that fills \p field of the scenario, likewise.
  const KeyUse& use_of(const void* field) const;
  /// Whether \p path was given, accepted, and says something else than its default.
  bool says_something(std::string_view path) const;
  /// "data.clients = 10"
  static std::string says(const KeyUse& one) { return one.key->path + " = " + one.shown; }
  /// "data.clients = 10 (base.yaml, line 9)", for a message that stands at \p here.
  static std::string says_elsewhere(const KeyUse& one, const KeyUse& here);

  void break_at(const KeyUse& one, const std::string& message);
  void break_at(std::string_view path, const std::string& message) { break_at(use(path), message); }
  /// For what is nowhere in the scenario: stands at the file.
  void break_scenario(const std::string& message) { broken_.push_back({"", 0, message}); }
  /// \p path must be given, since \p why.
  void require(std::string_view path, const std::string& why);
  /// \p path may be given only where \p holds; \p where completes "means something only …".
  void reserve(std::string_view path, bool holds, const std::string& where);
  /// \p path must not be given, since \p why, a whole sentence.
  void refuse(std::string_view path, const std::string& why);

  std::vector<Problem> take() { return std::move(broken_); }

 private:
  template <class Is>
  const KeyUse& find(const Is& is) const;

  const std::vector<KeyUse>& uses_;
  std::vector<Problem> broken_;
};

}  // namespace roundwatt
