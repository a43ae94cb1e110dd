#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace roundwatt {

/// What a reader accepts that has no reason to accept less, bytes.
constexpr std::uintmax_t largest_text = 1'000'000'000;

/// The whole content of a file, or of a pipe until it ends; no more than \p most_bytes are ever held.
/// \throws UserError that names the file and says why it cannot be read: a folder or device, too large, not permitted.
std::string read_text_file(const std::filesystem::path& file, std::uintmax_t most_bytes = largest_text);

/// SHA-256 of \p content in 64 lower-case hexadecimal digits.
std::string sha256(std::string_view content);

}  // namespace roundwatt
