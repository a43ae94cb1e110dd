#include "sim/base/command_line_mistake.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <regex>
#include <vector>

#include "sim/base/nearest_word.hpp"

namespace roundwatt {

namespace {

/// The verb that was reached before the mistake.
struct ReachedVerb {
  const CLI::App* command = nullptr;
  std::string words;  ///< "roundwatt platform check"
};

ReachedVerb reached_verb(const CLI::App& program) {
  ReachedVerb reached{&program, program.get_name()};
  while (!reached.command->get_subcommands().empty()) {
    reached.command = reached.command->get_subcommands().back();
    reached.words += " " + reached.command->get_name();
  }
  return reached;
}

std::vector<std::string> verbs_of(const CLI::App& command) {
  std::vector<std::string> verbs;
  for (const CLI::App* verb : command.get_subcommands([](const CLI::App*) { return true; })) verbs.push_back(verb->get_name());
  return verbs;
}

std::vector<std::string> options_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string unknown_word(const ReachedVerb& reached, const std::string& word) {
  const std::vector<std::string> verbs = verbs_of(*reached.command);
  if (!word.starts_with("-") && !verbs.empty()) {
    return fmt::format("{}: no such verb.{} Verbs of {}: {}.", word, did_you_mean(word, verbs), reached.words,
                       fmt::join(verbs, ", "));
  }
  const std::string nearest = did_you_mean(word.substr(0, word.find('=')), options_of(*reached.command));
  if (word.starts_with("-")) return fmt::format("{}: {} has no such option.{}", word, reached.words, nearest);
  return fmt::format("{}: one word too many for {}.{}", word, reached.words, nearest);
}

/// What is required and not there; nothing where nothing is missing.
std::optional<std::string> missing_word(const ReachedVerb& reached) {
  const std::vector<std::string> verbs = verbs_of(*reached.command);
  if (!verbs.empty()) return fmt::format("{} needs a verb: {}.", reached.words, fmt::join(verbs, ", "));
  for (const CLI::Option* option : reached.command->get_options()) {
    if (option->get_required() && option->count() == 0) {
      return fmt::format("{} needs {}: {}.", reached.words, option->get_name(), option->get_description());
    }
  }
  return std::nullopt;
}

std::string what_is_wrong(const ReachedVerb& reached, const CLI::ParseError& refusal) {
  // A word that nobody knows is the cause of what seems to be missing.
  const std::vector<std::string> unknown = reached.command->remaining();
  if (!unknown.empty()) return unknown_word(reached, unknown.front());
  if (dynamic_cast<const CLI::RequiredError*>(&refusal) != nullptr) {
    if (const std::optional<std::string> missing = missing_word(reached)) return *missing;
  }
  // The pattern of suggest_files() is for shells, not for people.
  const std::string words = std::regex_replace(std::string{refusal.what()}, std::regex{R"(:\*\.\w+)"}, "");
  return words.ends_with(".") || words.ends_with("?") ? words : words + ".";
}

}  // namespace

std::string mistake_text(const CLI::App& program, const CLI::ParseError& refusal) {
  const ReachedVerb reached = reached_verb(program);
  return fmt::format("{} See `{} --help`.", what_is_wrong(reached, refusal), reached.words);
}

}  // namespace roundwatt
