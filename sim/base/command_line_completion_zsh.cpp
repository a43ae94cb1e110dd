#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/base/command_line_completion.hpp"

namespace roundwatt {

namespace {

/// \p text inside single quotes, where \p special letters mean something to _arguments.
std::string quoted(const std::string& text, const std::string& special) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\'') {
      escaped += "'\\''";
      continue;
    }
    if (special.find(letter) != std::string::npos) escaped += '\\';
    escaped += letter;
  }
  return escaped;
}

std::string explained(const std::string& text) { return quoted(text, "\\[]:"); }

/// The action of _arguments that offers the values of \p option.
std::string action(const OptionDescription& option) {
  const std::vector<std::string> values = offered_values(option);
  if (!option.words.empty()) return fmt::format("{{compadd -S \"\" -- {}}}", fmt::join(values, " "));
  if (!values.empty()) return fmt::format("({})", fmt::join(values, " "));
  return option.file_suffix.empty() ? " " : fmt::format("_files -g \"*{}\"", option.file_suffix);
}

std::string option_lines(const OptionDescription& option) {
  std::string lines;
  for (const std::string& name : option.names) {
    const bool takes_equals = name.starts_with("--") && !option.value.empty();
    const std::string once = option.repeated ? "'*'" : fmt::format("'({})'", fmt::join(option.names, " "));
    lines += fmt::format("    {}'{}{}[{}]", once, name, takes_equals ? "=" : "", explained(option.help));
    if (!option.value.empty()) lines += fmt::format(":{}:{}", explained(option.value), action(option));
    lines += "' \\\n";
  }
  return lines;
}

std::string argument_line(const OptionDescription& argument) {
  return fmt::format("    '{}:{}:{}' \\\n", argument.repeated ? "*" : "", explained(argument.names.front()), action(argument));
}

/// The verbs of a group, and what completes behind each.
std::string group_lines(const CommandDescription& command) {
  std::string verbs, cases;
  for (const CommandDescription& verb : command.verbs) {
    verbs += fmt::format("{}\\:\"{}\" ", verb.path.back(), quoted(verb.sentence, "\\[]:\"()"));
    cases += fmt::format("    {}) {} ;;\n", verb.path.back(), completion_function(verb));
  }
  return fmt::format(
      "    '1:verb:(({}))' '*::words:->words' && return\n  [[ $state == words ]] && case $line[1] in\n{}  esac\n", verbs,
      cases);
}

std::string function(const CommandDescription& command) {
  std::string lines =
      fmt::format("{}() {{\n  local context state state_descr line\n  typeset -A opt_args\n  _arguments -C \\\n",
                  completion_function(command));
  for (const OptionDescription& option : command.options) lines += option_lines(option);
  for (const OptionDescription& argument : command.arguments) lines += argument_line(argument);
  return lines + (command.verbs.empty() ? "    && return\n" : group_lines(command)) + "}\n";
}

}  // namespace

std::string zsh_completion(const CommandDescription& program) {
  const std::string name = program.path.front();
  std::string script = fmt::format("#compdef {0}\n# zsh completion of {0}, written by `{0} completion zsh`\n", name);
  for (const CommandDescription* command : all_commands(program)) script += function(*command);
  // Loaded from fpath the file is itself the function; sourced it only defines it.
  const std::string own = completion_function(program);
  return script + fmt::format("if [[ $funcstack[1] == _{1} ]]; then {0} \"$@\"; else compdef {0} {1}; fi\n", own, name);
}

}  // namespace roundwatt
