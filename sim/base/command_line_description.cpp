#include "sim/base/command_line_description.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/base/command_line_values.hpp"

namespace roundwatt {

namespace {

std::vector<std::string> names_of(const CLI::Option& option) {
  if (option.get_positional()) return {option.get_name()};
  std::vector<std::string> names;
  for (const std::string& name : option.get_snames()) names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
  return names;
}

/// "FILE" of "FILE:*.h5": what follows says what is accepted. But "KEY:VALUE" is a name.
std::string value_name(CLI::Option& option) {
  if (option.get_expected_max() == 0 || option.get_type_size_max() == 0) return {};
  const std::string type = option.get_type_name();
  const bool says_more = !choices_of(option).empty() || !file_suffix_of(option).empty();
  return says_more ? type.substr(0, type.rfind(':')) : type;
}

OptionDescription describe_option(CLI::Option& option, const std::vector<SuggestedValues>& suggestions) {
  OptionDescription described;
  described.names = names_of(option);
  described.value = value_name(option);
  described.help = option.get_description();
  described.standard = option.get_default_str();
  described.choices = choices_of(option);
  described.file_suffix = file_suffix_of(option);
  described.required = option.get_required();
  described.repeated = option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll || option.get_expected_max() > 1;
  for (const SuggestedValues& suggestion : suggestions) {
    if (suggestion.option == described.names.back()) described.words = suggestion.values;
  }
  return described;
}

/// The last line that is not empty, behind "Example:".
std::string example_of(const CLI::App& command) {
  const std::string footer = command.get_footer();
  const std::string label = "Example:";
  const std::size_t at = footer.rfind(label);
  if (at == std::string::npos) return {};
  const std::size_t start = footer.find_first_not_of(" \n", at + label.size());
  return footer.substr(start, footer.find('\n', start) - start);
}

CommandDescription describe_command(CLI::App& command, std::vector<std::string> path,
                                    const std::vector<SuggestedValues>& suggestions) {
  path.push_back(command.get_name());
  CommandDescription described{path, command.get_description(), example_of(command), {}, {}, {}};
  for (CLI::Option* option : command.get_options()) {
    auto& list = option->get_positional() ? described.arguments : described.options;
    list.push_back(describe_option(*option, suggestions));
  }
  for (CLI::App* verb : command.get_subcommands([](CLI::App*) { return true; }))
    described.verbs.push_back(describe_command(*verb, path, suggestions));
  return described;
}

void collect(const CommandDescription& command, std::vector<const CommandDescription*>& all) {
  all.push_back(&command);
  for (const CommandDescription& verb : command.verbs) collect(verb, all);
}

}  // namespace

std::string CommandDescription::name(const std::string& separator) const {
  return fmt::format("{}", fmt::join(path, separator));
}

CommandDescription describe(Program& program) { return describe_command(program.app, {}, program.suggestions); }

std::vector<const CommandDescription*> all_commands(const CommandDescription& root) {
  std::vector<const CommandDescription*> all;
  collect(root, all);
  return all;
}

}  // namespace roundwatt
