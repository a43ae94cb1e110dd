#pragma once

#include "sim/base/command_line_program.hpp"

namespace roundwatt {

/// Adds the verbs with which a program writes its own manual pages and completion: `man` and `completion`. They describe all
/// verbs that \p program has when they run; \p program must outlive them.
void add_paper_verbs(Program& program);

}  // namespace roundwatt
