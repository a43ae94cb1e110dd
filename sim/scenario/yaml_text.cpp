#include "sim/scenario/yaml_text.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "sim/base/letter_case.hpp"

namespace roundwatt {

namespace {

/// Words that some reader of YAML 1.1 or 1.2 takes for a truth value or for nothing.
bool means_something(const std::string& written) {
  const std::string text = in_small_letters(written);
  constexpr std::array words{"true", "false", "yes", "no", "on", "off", "y", "n", "null"};
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_'; }

/// Names and relative paths: nothing that YAML gives a meaning to, no number.
bool is_plain(std::string_view text) {
  while (text.starts_with("../")) text.remove_prefix(3);
  if (text.empty() || !is_letter(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char letter) {
    return is_letter(letter) || (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '/';
  });
}

}  // namespace

std::string yaml_text(std::string_view text) {
  if (is_plain(text) && !means_something(std::string{text})) return std::string{text};
  // In double quotes YAML understands all that JSON writes.
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace roundwatt
