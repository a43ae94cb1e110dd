#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

namespace roundwatt {

/// A verb of a program: its command, and what it does once its options are parsed. Returns the exit code.
struct Verb {
  CLI::App* command = nullptr;
  std::function<int()> run;
};

/// What an exit code means.
struct ExitMeaning {
  int code = 0;
  std::string meaning;
};

/// Values that completion offers for an option, beside which others are right.
struct SuggestedValues {
  std::string option;  ///< "--set"
  std::vector<std::string> values;
};

/// A program of ours: its declaration, from which help, manual pages and completion are made, and its verbs.
struct Program {
  CLI::App app;
  std::string version;
  std::string failure;  ///< how a verb that fails begins its message: "the run failed"
  std::vector<ExitMeaning> exits;
  std::vector<SuggestedValues> suggestions;
  std::vector<Verb> verbs;
};

/// The meanings of \p exits, one a line.
std::string exit_text(const std::vector<ExitMeaning>& exits);

/// Runs the verb that \p arguments (without the program's name) name. Results go to stdout, all else to stderr. Returns the
/// exit code: exit_user_mistake after a UserError or a wrong command line, exit_run_failed after any other exception or when
/// stdout takes no more.
int run_program(Program& program, std::vector<std::string> arguments);

}  // namespace roundwatt
