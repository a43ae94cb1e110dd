#pragma once

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace roundwatt {

/// A real sample beside the repository, where it is there: none of them is part of the project.
inline std::optional<std::filesystem::path> shared_data(const std::string& name) {
  const char* folder = std::getenv("ROUNDWATT_SHARED_DATA");
  const std::filesystem::path root = folder != nullptr ? folder : ROUNDWATT_SOURCE_DIR "/../shared/data";
  if (!std::filesystem::exists(root / name)) return std::nullopt;
  return root / name;
}

/// \p content as one gzip member.
inline std::string gzip(const std::string& content) {
  z_stream stream{};
  constexpr int gzip_header = 16 + MAX_WBITS;
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_header, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()), '\0');
  std::string input = content;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

inline void write_file(const std::filesystem::path& file, const std::string& content) {
  std::ofstream{file, std::ios::binary} << content;
}

}  // namespace roundwatt
