#include "sim/scenario/rule_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace roundwatt {

template <class Is>
const KeyUse& RuleBook::find(const Is& is) const {
  const auto found = std::find_if(uses_.begin(), uses_.end(), is);
  if (found == uses_.end()) throw std::logic_error{"a rule is about a key that is not declared"};
  return *found;
}

const KeyUse& RuleBook::use(std::string_view path) const {
  return find([&](const KeyUse& one) { return one.key->path == path; });
}

const KeyUse& RuleBook::use_of(const void* field) const {
  return find([&](const KeyUse& one) { return one.key->field == field; });
}

bool RuleBook::says_something(std::string_view path) const {
  const KeyUse& one = use(path);
  return one.given && one.good && one.key->changed();
}

std::string RuleBook::says_elsewhere(const KeyUse& one, const KeyUse& here) {
  return fmt::format("{} ({})", says(one), one.given ? one.place.seen_from(here.place) : "by default");
}

void RuleBook::break_at(const KeyUse& one, const std::string& message) {
  broken_.push_back({one.place.file, one.place.line, message});
}

void RuleBook::require(std::string_view path, const std::string& why) {
  const KeyUse& one = use(path);
  if (one.given || !one.good) return;
  break_scenario(fmt::format("{} is missing: {}. It must be {}.", path, why, one.key->value.phrase));
}

void RuleBook::reserve(std::string_view path, bool holds, const std::string& where) {
  if (holds || !says_something(path)) return;
  break_at(path,
           fmt::format("{} means something only {}. Remove it; null takes back what a file included.", says(use(path)), where));
}

void RuleBook::refuse(std::string_view path, const std::string& why) {
  if (!says_something(path)) return;
  break_at(path, fmt::format("{}, but {} Remove it; null takes back what a file included.", says(use(path)), why));
}

}  // namespace roundwatt
