#pragma once

#include <filesystem>

namespace roundwatt {

/// The folder in which the running program lies, links resolved; empty where the system does not say.
std::filesystem::path program_folder();

}  // namespace roundwatt
