#pragma once

#include <filesystem>
#include <string>

namespace roundwatt {

/// A file that a scenario names. Relative paths start at the folder of the YAML file in which they stand.
struct FileReference {
  std::string as_written;
  std::filesystem::path path;  ///< can be opened from the working directory

  bool given() const { return !as_written.empty(); }
  bool operator==(const FileReference&) const = default;
};

}  // namespace roundwatt
