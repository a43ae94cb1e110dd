#pragma once

#include <string>
#include <vector>

#include "sim/base/command_line_program.hpp"

namespace roundwatt {

/// An option or a positional argument of a command.
struct OptionDescription {
  std::vector<std::string> names;  ///< "-o", "--output"; of an argument: "SCENARIO"
  std::string value;               ///< "FILE"; empty for a flag
  std::string help;
  std::string standard;              ///< the default, empty where none is told
  std::vector<std::string> choices;  ///< all values that are right
  std::vector<std::string> words;    ///< values to offer, each to be continued
  std::string file_suffix;           ///< ".yaml"; empty where no files are meant
  bool required = false;
  bool repeated = false;
};

/// A command of a program: the program itself, a verb, or a group of verbs.
struct CommandDescription {
  std::vector<std::string> path;  ///< "roundwatt", "platform", "check"
  std::string sentence;
  std::string example;  ///< a command line; empty where there is none
  std::vector<OptionDescription> arguments, options;
  std::vector<CommandDescription> verbs;

  /// The path with \p separator between its words.
  std::string name(const std::string& separator) const;
};

/// What \p program declares.
CommandDescription describe(Program& program);

/// \p root and all commands below it, each before its verbs.
std::vector<const CommandDescription*> all_commands(const CommandDescription& root);

}  // namespace roundwatt
