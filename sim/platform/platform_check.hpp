#pragma once

#include <filesystem>
#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

/// Whether a platform may need more memory than the machine has.
enum class MemoryLimit { machine, none };

/// Which flows are looked at for links on which SimGrid's weights starve some.
enum class Weights {
  of_declared_routes,
  left_out,  ///< a run knows its flows, Fleet::weight_warnings()
};

/// Checks a platform file before SimGrid sees it, which would abort at the first mistake: XML, elements and attributes, names
/// and references, routes, Wi-Fi zones, units and bounds, profiles, Roundwatt's properties, size. What a file leaves out may
/// stand in a scenario, and is for Fleet to miss. Needs no engine, opens no file but \p path and the profiles it names.
/// \returns the warnings, in the order of the file. \throws UserError with every error.
std::vector<Problem> check_platform(const std::filesystem::path& path, MemoryLimit limit,
                                    Weights weights = Weights::of_declared_routes);

}  // namespace roundwatt
