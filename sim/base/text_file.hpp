#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace fedjoule {

/// The whole content. \throws UserError that names the file and says why it cannot be read.
std::string read_text_file(const std::filesystem::path& file);

/// SHA-256 of \p content in 64 lower-case hexadecimal digits.
std::string sha256(std::string_view content);

}  // namespace fedjoule
