#include <fmt/format.h>

#include <filesystem>

#include "sim/base/command_line_streams.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/platform/platform_trial.hpp"

namespace roundwatt {

int run_platform_check(const PlatformCheckOptions& options) {
  ProblemList problems;
  for (const std::string& file : options.files) {
    try {
      ProblemList found;
      found.add_all(check_platform(file, options.memory));
      // What comes through a pipe is gone by now.
      if (std::filesystem::is_regular_file(file)) found.add_all(try_platform(file));
      const std::vector<Problem> warnings = found.all();
      for (const Problem& warning : warnings) tell(fmt::format("warning: {}\n", warning.text()));
      fmt::print("{}: no mistakes, {} warning{}\n", file, warnings.size(), warnings.size() == 1 ? "" : "s");
    } catch (const UserError& error) {
      problems.add_all(error.problems());
    }
  }
  problems.throw_if_any();
  return exit_ok;
}

}  // namespace roundwatt
