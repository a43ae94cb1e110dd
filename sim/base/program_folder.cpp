#include "sim/base/program_folder.hpp"

#include <system_error>

namespace roundwatt {

std::filesystem::path program_folder() {
  std::error_code unknown;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
  return unknown ? std::filesystem::path{} : program.parent_path();
}

}  // namespace roundwatt
