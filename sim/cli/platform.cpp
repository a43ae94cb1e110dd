#include <fmt/format.h>

#include "sim/base/command_line_streams.hpp"
#include "sim/cli/verbs.hpp"

namespace roundwatt {

int run_platform_check(const PlatformCheckOptions& options) {
  ProblemList problems;
  for (const std::string& file : options.files) {
    try {
      const std::vector<Problem> warnings = check_platform(file, options.memory);
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
