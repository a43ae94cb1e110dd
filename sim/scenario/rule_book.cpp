#include "sim/scenario/rule_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace fedjoule {

const KeyUse& RuleBook::use(std::string_view path) const {
  const auto found = std::find_if(uses_.begin(), uses_.end(), [&](const KeyUse& one) { return one.key->path == path; });
  if (found == uses_.end()) throw std::logic_error{"a rule is about a key that is not declared"};
  return *found;
}

bool RuleBook::says_something(std::string_view path) const {
  const KeyUse& one = use(path);
  return one.given && one.good && one.key->changed();
}

void RuleBook::break_at(std::string_view path, const std::string& message) {
  broken_.push_back({use(path).place.file, use(path).place.line, message});
}

void RuleBook::refuse(std::string_view path, const std::string& why) {
  if (!says_something(path)) return;
  break_at(path, fmt::format("{}, but {} Remove it; null takes back what a file included.", says(use(path)), why));
}

}  // namespace fedjoule
