#include "sim/base/command_line_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

// The names under which an option keeps what is said of its values.
constexpr const char* choices_name = "choices";
constexpr const char* files_name = "files";

std::string description_of(CLI::Option& option, const char* name) {
  try {
    return option.get_validator(name)->get_description();
  } catch (const CLI::OptionNotFound&) {
    return {};
  }
}

}  // namespace

CLI::Option* restrict_to(CLI::Option* option, const std::vector<std::string>& choices) {
  const auto objection = [choices](std::string& word) -> std::string {
    if (std::find(choices.begin(), choices.end(), word) != choices.end()) return {};
    return fmt::format("'{}' is none of {}.{}", word, fmt::join(choices, ", "), did_you_mean(word, choices));
  };
  return option->check(CLI::Validator{objection, fmt::format("{}", fmt::join(choices, "|")), choices_name});
}

CLI::Option* suggest_files(CLI::Option* option, const std::string& suffix) {
  const auto accept = [](std::string&) { return std::string{}; };
  return option->check(CLI::Validator{accept, "*" + suffix, files_name});
}

std::vector<std::string> choices_of(CLI::Option& option) {
  std::istringstream words{description_of(option, choices_name)};
  std::vector<std::string> choices;
  for (std::string word; std::getline(words, word, '|');) choices.push_back(word);
  return choices;
}

std::string file_suffix_of(CLI::Option& option) {
  const std::string pattern = description_of(option, files_name);
  return pattern.empty() ? pattern : pattern.substr(1);
}

}  // namespace roundwatt
