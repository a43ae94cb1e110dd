#pragma once

#include <string>
#include <vector>

namespace roundwatt {

/// Runs `roundwatt` with \p arguments (without the program's name) and returns its exit code.
int run_command_line(std::vector<std::string> arguments);

}  // namespace roundwatt
