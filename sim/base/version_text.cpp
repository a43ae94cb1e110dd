#include <fmt/format.h>

#include "sim/base/version.hpp"

namespace roundwatt {

std::string version_text(std::string_view program, const std::vector<LibraryVersion>& libraries) {
  std::string text = fmt::format("{} {}\ncommit {}\n", program, program_version, git_commit);
  for (const LibraryVersion& library : libraries) text += fmt::format("{} {}\n", library.name, library.version);
  return text + fmt::format("compiler {}\nprocessor flags {}", compiler, processor_flags);
}

}  // namespace roundwatt
