#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace roundwatt {

/// Reads the scenario \p file with what it includes, then \p overrides of the form "a.b=c" (the value is YAML).
/// \throws UserError with every problem at once: file, line, key, value, bound, cure.
Scenario read_scenario(const std::filesystem::path& file, const std::vector<std::string>& overrides = {});

/// The same for a text at hand; relative paths in it start at \p folder.
Scenario parse_scenario(const std::string& yaml, const std::filesystem::path& folder,
                        const std::vector<std::string>& overrides = {});

}  // namespace roundwatt
