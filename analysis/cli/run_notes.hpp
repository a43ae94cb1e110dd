#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

namespace roundwatt {

/// What must be seen with the numbers of several runs. Run: with name, file, complete and warnings.
template <class Run>
std::vector<std::string> marks_of(const std::vector<Run>& runs) {
  std::vector<std::string> marks;
  for (const Run& run : runs) {
    if (!run.complete) marks.push_back(fmt::format("INCOMPLETE: the run {} was cut off ({})", run.name, run.file));
  }
  return marks;
}

/// The warnings of all runs, each with the name of its run.
template <class Run>
std::vector<std::string> warnings_of(const std::vector<Run>& runs) {
  std::vector<std::string> warnings;
  for (const Run& run : runs) {
    for (const std::string& warning : run.warnings) warnings.push_back(fmt::format("{}: {}", run.name, warning));
  }
  return warnings;
}

}  // namespace roundwatt
