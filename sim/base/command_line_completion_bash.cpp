#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "sim/base/command_line_completion.hpp"

namespace roundwatt {

namespace {

/// The words behind the program's name: "platform check"; empty for the program itself.
std::string verb_words(const CommandDescription& command) {
  const std::vector<std::string> words{command.path.begin() + 1, command.path.end()};
  return fmt::format("{}", fmt::join(words, " "));
}

std::string joined_names(const std::vector<CommandDescription>& verbs) {
  std::string names;
  for (const CommandDescription& verb : verbs) names += verb.path.back() + " ";
  return names;
}

std::string option_names(const CommandDescription& command) {
  std::string names;
  for (const OptionDescription& option : command.options) names += fmt::format("{} ", fmt::join(option.names, " "));
  return names;
}

/// What fills COMPREPLY with the values of \p option.
std::string offer(const OptionDescription& option) {
  const std::vector<std::string> values = offered_values(option);
  std::string lines;
  if (!values.empty()) lines += fmt::format("${{offer}}_words '{}'; ", fmt::join(values, " "));
  if (values.empty() && !option.file_suffix.empty()) lines += fmt::format("${{offer}}_files '{}'; ", option.file_suffix);
  return lines;
}

std::string verb_case(const CommandDescription& command) {
  std::string lines;
  for (const CommandDescription& verb : command.verbs) {
    lines += fmt::format("      '{}/{}') verb='{}' ;;\n", verb_words(command), verb.path.back(), verb_words(verb));
    lines += verb_case(verb);
  }
  return lines;
}

std::string value_cases(const CommandDescription& command) {
  std::string lines;
  for (const OptionDescription& option : command.options) {
    if (option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) patterns.push_back(fmt::format("'{}/{}'", verb_words(command), name));
    lines += fmt::format("    {}) {}return ;;\n", fmt::join(patterns, " | "), offer(option));
  }
  return lines;
}

std::string word_case(const CommandDescription& command) {
  std::string lines = fmt::format("    '{}')\n", verb_words(command));
  lines += fmt::format("      if [[ $current == -* ]]; then ${{offer}}_words '{}'; return; fi\n", option_names(command));
  if (!command.verbs.empty()) lines += fmt::format("      ${{offer}}_words '{}'\n", joined_names(command.verbs));
  for (const OptionDescription& argument : command.arguments) lines += "      " + offer(argument) + "\n";
  return lines + "      ;;\n";
}

// Words that bash splits at '=' are put together again: "--boundary=fl" comes as "--boundary", "=", "fl".
constexpr std::string_view text = R"(# bash completion of {program}, written by `{program} completion bash`
{function}_words() {{
  local word
  while IFS= read -r word; do
    COMPREPLY+=("$word")
    [[ $word == *= ]] && compopt -o nospace 2>/dev/null
  done < <(compgen -W "$1" -- "$current")
}}
{function}_files() {{
  local name
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    if [[ -d $name || $name == *"$1" ]]; then COMPREPLY+=("$name"); fi
  done < <(compgen -f -- "$current")
}}
{function}() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD - 1]}} verb= offer={function} i
  COMPREPLY=()
  if [[ $current == '=' ]]; then
    current=
  elif [[ $before == '=' && COMP_CWORD -gt 1 ]]; then
    before=${{COMP_WORDS[COMP_CWORD - 2]}}
  fi
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$verb/${{COMP_WORDS[i]}}" in
{verbs}    esac
  done
  case "$verb/$before" in
{values}  esac
  case "$verb" in
{words}  esac
  return 0
}}
complete -F {function} {program}
)";

}  // namespace

std::string bash_completion(const CommandDescription& program) {
  std::string values, words;
  for (const CommandDescription* command : all_commands(program)) {
    values += value_cases(*command);
    words += word_case(*command);
  }
  return fmt::format(text, fmt::arg("program", program.path.front()), fmt::arg("function", completion_function(program)),
                     fmt::arg("verbs", verb_case(program)), fmt::arg("values", values), fmt::arg("words", words));
}

}  // namespace roundwatt
