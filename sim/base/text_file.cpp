#include "sim/base/text_file.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

namespace {

/// "folder" and the like for what has no text to read to an end; empty for files and pipes.
std::string_view kind_without_text(const std::filesystem::path& file) {
  std::error_code unknown;
  switch (std::filesystem::status(file, unknown).type()) {
    case std::filesystem::file_type::directory:
      return "folder";
    case std::filesystem::file_type::block:
    case std::filesystem::file_type::character:
      return "device";
    case std::filesystem::file_type::socket:
      return "socket";
    default:
      return {};
  }
}

}  // namespace

std::string read_text_file(const std::filesystem::path& file, std::uintmax_t most_bytes) {
  const auto refuse = [&](const std::string& why) {
    return UserError{std::vector{Problem{file.string(), 0, "cannot be read: " + why + "."}}};
  };
  if (const std::string_view kind = kind_without_text(file); !kind.empty()) throw refuse(fmt::format("it is a {}", kind));
  const std::string too_large = fmt::format("it has more than {}", human_bytes(static_cast<double>(most_bytes)));
  std::error_code no_size;
  const std::uintmax_t size = std::filesystem::file_size(file, no_size);
  if (!no_size && size > most_bytes) throw refuse(too_large);
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw refuse(std::strerror(errno));
  std::string content;
  if (!no_size) content.reserve(size);
  std::array<char, 65536> piece{};
  while (stream.read(piece.data(), piece.size()), stream.gcount() > 0) {
    content.append(piece.data(), static_cast<std::size_t>(stream.gcount()));
    if (content.size() > most_bytes) throw refuse(too_large);
  }
  if (stream.bad()) throw refuse(std::strerror(errno));
  return content;
}

std::string sha256(std::string_view content) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(content.data(), content.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw RunError{"OpenSSL could not compute a SHA-256"};
  }
  std::string text;
  for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

}  // namespace roundwatt
