#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roundwatt {

/// Lets \p option take one of \p choices only; any other word is refused with the nearest of them.
CLI::Option* restrict_to(CLI::Option* option, const std::vector<std::string>& choices);

/// \p option takes files whose names end in \p suffix (".yaml"): for help and completion; any file is accepted.
/// "/" stands for folders.
CLI::Option* suggest_files(CLI::Option* option, const std::string& suffix);

/// What the two functions above have said of \p option; empty where they have not.
std::vector<std::string> choices_of(CLI::Option& option);
std::string file_suffix_of(CLI::Option& option);

}  // namespace roundwatt
