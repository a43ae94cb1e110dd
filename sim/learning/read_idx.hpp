#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "sim/learning/dataset.hpp"

namespace roundwatt {

/// The two files of an IDX set (http://yann.lecun.com/exdb/mnist), plain or gzip.
struct IdxFiles {
  std::filesystem::path images, labels;
};

/// Bytes of a file, unpacked.
struct FileContent {
  std::filesystem::path file;
  std::string bytes;
};

/// Images of unsigned bytes with sizes (samples, features), (samples, height, width) or (samples, channels, height, width), and
/// as many labels of one unsigned byte. Features are bytes / 255. Without \p classes the largest label is the last class.
/// \throws UserError with every problem: gzip, magic number, sizes, counts that disagree, labels outside the classes.
Dataset read_idx(const IdxFiles& files, std::optional<std::int32_t> classes);

/// The same for contents at hand.
Dataset parse_idx(const FileContent& images, const FileContent& labels, std::optional<std::int32_t> classes);

}  // namespace roundwatt
