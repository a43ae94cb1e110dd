#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace roundwatt {

/// Reads which of \p clients lives on which of \p devices from a CSV file with the columns client (0, 1, … each once) and
/// device (a name, each at most once). \returns places among \p devices, by client. \throws UserError with every problem.
std::vector<std::size_t> read_binding(const std::filesystem::path& file, std::size_t clients,
                                      const std::vector<std::string>& devices);

}  // namespace roundwatt
