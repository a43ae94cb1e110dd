#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace fedjoule {

/// What rules between keys need: the keys as they were given, by path, and a place for what is broken.
class RuleBook {
 public:
  explicit RuleBook(const std::vector<KeyUse>& uses) : uses_{uses} {}

  /// \throws std::logic_error where no such key is declared
  const KeyUse& use(std::string_view path) const;
  /// Whether \p path was given, accepted, and says something else than its default.
  bool says_something(std::string_view path) const;
  /// "data.clients = 10"
  static std::string says(const KeyUse& one) { return one.key->path + " = " + one.shown; }

  void break_at(std::string_view path, const std::string& message);
  /// \p path must not be given, since \p why, a whole sentence.
  void refuse(std::string_view path, const std::string& why);

  std::vector<Problem> take() { return std::move(broken_); }

 private:
  const std::vector<KeyUse>& uses_;
  std::vector<Problem> broken_;
};

}  // namespace fedjoule
