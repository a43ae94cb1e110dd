#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "sim/base/command_line_completion.hpp"

namespace roundwatt {

namespace {

std::string quoted(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    if (letter == '\'' || letter == '\\') escaped += '\\';
    escaped += letter;
  }
  return "'" + escaped + "'";
}

std::string condition(const CommandDescription& command, const char* kind) {
  const std::vector<std::string> words{command.path.begin() + 1, command.path.end()};
  return quoted(fmt::format("__{}_{} {}", command.path.front(), kind, fmt::join(words, " ")));
}

std::string values_of(const OptionDescription& option) {
  const std::vector<std::string> values = offered_values(option);
  if (!values.empty()) return fmt::format(" -x -a '{}'", fmt::join(values, " "));
  if (!option.file_suffix.empty()) return fmt::format(" -k -x -a '(__fish_complete_suffix {})'", option.file_suffix);
  return " -x";
}

std::string option_line(const std::string& begin, const OptionDescription& option) {
  std::string line = begin;
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.value.empty()) line += values_of(option);
  return line + " -d " + quoted(option.help) + "\n";
}

std::string command_lines(const CommandDescription& command) {
  const std::string begin = "complete -c " + command.path.front() + " -n ";
  std::string lines;
  for (const CommandDescription& verb : command.verbs)
    lines += begin + condition(command, "at") + " -a " + verb.path.back() + " -d " + quoted(verb.sentence) + "\n";
  for (const OptionDescription& option : command.options) lines += option_line(begin + condition(command, "within"), option);
  for (const OptionDescription& argument : command.arguments) {
    const std::vector<std::string> values = offered_values(argument);
    if (values.empty() && argument.file_suffix.empty()) continue;
    lines += begin + condition(command, "within");
    lines += values.empty() ? fmt::format(" -k -a '(__fish_complete_suffix {})'\n", argument.file_suffix)
                            : fmt::format(" -a '{}'\n", fmt::join(values, " "));
  }
  return lines;
}

// Options before the first verb take no value in our programs: the words that are no options begin with the verbs.
constexpr std::string_view conditions = R"fish(# fish completion of {0}, written by `{0} completion fish`
complete -c {0} -f
function __{0}_verbs
  set -l words (commandline -opc)
  string match -v -- '-*' $words[2..-1]
  true
end
function __{0}_at
  set -l verbs (__{0}_verbs)
  test "$verbs" = "$argv"
end
function __{0}_within
  if test (count $argv) -eq 0
    __{0}_at
    return
  end
  set -l verbs (__{0}_verbs)
  test "$verbs[1..$(count $argv)]" = "$argv"
end
)fish";

}  // namespace

std::string fish_completion(const CommandDescription& program) {
  std::string script = fmt::format(conditions, program.path.front());
  for (const CommandDescription* command : all_commands(program)) script += command_lines(*command);
  return script;
}

}  // namespace roundwatt
