#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_rules.hpp"

namespace fedjoule {

/// What checks of rules between keys have in common: finding a key's use, and saying what is wrong where it stands.
class KeyRules {
 public:
  explicit KeyRules(const std::vector<KeyUse>& uses) : uses_{uses} {}

  const KeyUse& use(std::string_view path) const {
    const auto found = std::find_if(uses_.begin(), uses_.end(), [&](const KeyUse& one) { return one.key->path == path; });
    if (found == uses_.end()) throw std::logic_error{"a rule is about a key that is not declared"};
    return *found;
  }
  /// "federation.stragglers.late = stale"
  static std::string says(const KeyUse& one) { return one.key->path + " = " + one.shown; }
  /// The same with its place, for a message that stands at \p here.
  static std::string says_elsewhere(const KeyUse& one, const KeyUse& here) {
    return fmt::format("{} ({})", says(one), one.given ? one.place.seen_from(here.place) : "by default");
  }

  void break_at(const KeyUse& one, const std::string& message) { broken_.push_back({one.place.file, one.place.line, message}); }
  /// \p path must be given, since \p why.
  void require(std::string_view path, const std::string& why) {
    const KeyUse& key = use(path);
    if (key.given || !key.good) return;
    broken_.push_back({"", 0, fmt::format("{} is missing: {}. It must be {}.", path, why, key.key->value.phrase)});
  }
  /// \p path may be given only where \p holds; \p where completes "means something only …".
  void reserve(std::string_view path, bool holds, const std::string& where) {
    const KeyUse& key = use(path);
    if (holds || !key.given || !key.good || !key.key->changed()) return;
    break_at(key,
             fmt::format("{} means something only {}. Remove it; null takes back what a file included.", says(key), where));
  }

  const std::vector<Problem>& broken() const { return broken_; }

 private:
  const std::vector<KeyUse>& uses_;
  std::vector<Problem> broken_;
};

}  // namespace fedjoule
