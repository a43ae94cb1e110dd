#pragma once

#include <filesystem>
#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

/// Loads a platform that check_platform() lets through as a run would that uses all of it: every host, and the ways between the
/// first server, where there is one, and every other host. In a process of its own, since a process has one SimGrid engine and
/// SimGrid may end it.
/// \returns what such a run would miss; a scenario may have it in platform.defaults, or leave the host out. \throws UserError
/// with SimGrid's words when it refuses the file.
std::vector<Problem> try_platform(const std::filesystem::path& path);

}  // namespace roundwatt
