#pragma once

#include <string_view>
#include <vector>

namespace roundwatt {

/// A file that is part of the program, as it was at the build: sim/base/embed_files.cmake.
struct EmbeddedFile {
  std::string_view name;  ///< without its folder
  std::string_view bytes;
};

}  // namespace roundwatt
