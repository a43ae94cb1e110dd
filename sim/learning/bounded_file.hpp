#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace roundwatt {

/// What a file of data may hold at most, packed or unpacked, where its format does not say: 1 GiB.
inline constexpr std::size_t most_data_bytes = std::size_t{1} << 30;

/// The whole content of a regular file. \throws UserError when it cannot be read or holds more than \p most_bytes.
std::string read_bounded_file(const std::filesystem::path& file, std::size_t most_bytes);

/// The same, unpacked where the content is gzip (RFC 1952, one or several members). \throws UserError also when the gzip is
/// truncated, corrupt, followed by something else, or unpacks to more than \p most_bytes.
std::string read_plain_or_gzip(const std::filesystem::path& file, std::size_t most_bytes);

}  // namespace roundwatt
