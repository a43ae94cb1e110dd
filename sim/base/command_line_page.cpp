#include "sim/base/command_line_page.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace roundwatt {

namespace {

/// \p text as roff prints it: its hyphens can be searched and copied, its line starts are no requests.
std::string plain(const std::string& text) {
  std::string escaped;
  for (const char letter : text) {
    const bool line_start = escaped.empty() || escaped.back() == '\n';
    if (line_start && (letter == '.' || letter == '\'')) escaped += "\\&";
    if (letter == '\\') {
      escaped += "\\e";
    } else if (letter == '-') {
      escaped += "\\-";
    } else {
      escaped += letter;
    }
  }
  return escaped;
}

std::string bold(const std::string& text) { return "\\fB" + plain(text) + "\\fR"; }
std::string slanted(const std::string& text) { return "\\fI" + plain(text) + "\\fR"; }

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return text;
}

std::string synopsis(const CommandDescription& command) {
  std::string line = bold(command.name(" "));
  if (!command.options.empty()) line += " [" + slanted("OPTIONS") + "]";
  for (const OptionDescription& argument : command.arguments) {
    const std::string word = slanted(argument.names.front()) + (argument.repeated ? " ..." : "");
    line += argument.required ? " " + word : " [" + word + "]";
  }
  return command.verbs.empty() ? line : line + " " + slanted("VERB") + " ...";
}

/// A paragraph with a hanging tag.
std::string tagged(const std::string& tag, const std::string& text) { return fmt::format(".TP\n{}\n{}\n", tag, plain(text)); }

std::string option_tag(const OptionDescription& option) {
  std::vector<std::string> names;
  for (const std::string& name : option.names) names.push_back(bold(name));
  const std::string tag = fmt::format("{}", fmt::join(names, ", "));
  return option.value.empty() ? tag : tag + " " + slanted(option.value);
}

/// The help, and what else is known of the values.
std::string option_text(const OptionDescription& option) {
  std::string text = option.help;
  if (!text.empty() && !text.ends_with(".")) text += ".";
  if (!option.choices.empty()) text += fmt::format(" One of {}.", fmt::join(option.choices, ", "));
  if (!option.standard.empty()) text += fmt::format(" Default: {}.", option.standard);
  return text;
}

std::string arguments_section(const CommandDescription& command) {
  if (command.arguments.empty()) return {};
  std::string text = ".SH ARGUMENTS\n";
  for (const OptionDescription& argument : command.arguments)
    text += tagged(slanted(argument.names.front()), option_text(argument));
  return text;
}

std::string options_section(const CommandDescription& command) {
  if (command.options.empty()) return {};
  std::string text = ".SH OPTIONS\n";
  for (const OptionDescription& option : command.options) text += tagged(option_tag(option), option_text(option));
  return text;
}

std::string verbs_section(const CommandDescription& command) {
  if (command.verbs.empty()) return {};
  std::string text = ".SH VERBS\n";
  for (const CommandDescription& verb : command.verbs) text += tagged(bold(verb.path.back()), verb.sentence + ".");
  return text;
}

std::string exit_section(const std::vector<ExitMeaning>& exits) {
  std::string text = ".SH EXIT STATUS\n";
  for (const ExitMeaning& exit : exits) text += tagged(bold(std::to_string(exit.code)), exit.meaning + ".");
  return text;
}

std::string see_also(const CommandDescription& command) {
  std::vector<std::string> pages;
  if (command.path.size() > 1) pages.push_back(command.path.front());
  for (const CommandDescription& verb : command.verbs) pages.push_back(verb.name("-"));
  pages.emplace_back(command.path.front() == "roundwatt" ? "roundwatt-analyze" : "roundwatt");
  for (std::string& page : pages) page = bold(page) + "(1)";
  return fmt::format(".SH SEE ALSO\n{}\n", fmt::join(pages, ",\n"));
}

}  // namespace

std::string manual_page(const CommandDescription& command, const std::string& version, const std::vector<ExitMeaning>& exits) {
  std::string page =
      fmt::format(".TH \"{}\" 1 \"\" \"Roundwatt {}\" \"Roundwatt\"\n", plain(upper(command.name("-"))), version);
  page += fmt::format(".SH NAME\n{} \\- {}\n", plain(command.name("-")), plain(command.sentence));
  page += fmt::format(".SH SYNOPSIS\n{}\n", synopsis(command));
  page += verbs_section(command) + arguments_section(command) + options_section(command) + exit_section(exits);
  page +=
      ".SH ENVIRONMENT\n" +
      plain(
          "Where TERM is dumb, progress is printed as on no terminal. Neither results nor messages depend on locale or time "
          "zone, and there are no colours that NO_COLOR would have to switch off.") +
      "\n";
  if (!command.example.empty()) page += fmt::format(".SH EXAMPLE\n.nf\n{}\n.fi\n", plain(command.example));
  return page + see_also(command);
}

}  // namespace roundwatt
