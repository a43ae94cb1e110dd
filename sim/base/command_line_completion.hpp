#pragma once

#include <string>

#include "sim/base/command_line_description.hpp"

namespace roundwatt {

/// Completion of the command line of \p program for one shell: verbs, options, values, and files by their suffix.
std::string bash_completion(const CommandDescription& program);
std::string zsh_completion(const CommandDescription& program);
std::string fish_completion(const CommandDescription& program);

/// The name of a shell function for \p command: "_roundwatt_platform_check".
std::string completion_function(const CommandDescription& command);

/// The choices of \p option, and those of its words that are to be continued with '='.
std::vector<std::string> offered_values(const OptionDescription& option);

}  // namespace roundwatt
