#pragma once

#include <string>
#include <vector>

#include "sim/base/command_line_description.hpp"

namespace roundwatt {

/// The manual page of \p command in roff's man macros; \p version is the program's, \p exits what its exit codes mean.
std::string manual_page(const CommandDescription& command, const std::string& version, const std::vector<ExitMeaning>& exits);

}  // namespace roundwatt
