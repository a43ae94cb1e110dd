#pragma once

#include <cstdint>
#include <string>

namespace roundwatt {

/// Asks the file system for blocks before HDF5 writes to them: HDF5 that runs out of disk inside a flush leaves a file that
/// cannot be opened. The size of the file is not changed.
class DiskReserve {
 public:
  DiskReserve() = default;
  explicit DiskReserve(int file_descriptor) : file_{file_descriptor} {}

  /// Makes sure that the bytes before \p end can be written. \throws DiskFull otherwise.
  void ensure(std::uint64_t end);

 private:
  int file_ = -1;
  std::uint64_t reserved_ = 0;
};

struct DiskFull {
  std::string why;
};

}  // namespace roundwatt
