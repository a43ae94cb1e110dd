#include "sim/base/text_file.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "sim/base/error.hpp"

namespace fedjoule {

std::string read_text_file(const std::filesystem::path& file) {
  const auto refuse = [&](const std::string& why) {
    return UserError{std::vector{Problem{file.string(), 0, "cannot be read: " + why + "."}}};
  };
  std::error_code status;
  if (std::filesystem::is_directory(file, status)) throw refuse("it is a folder");
  std::ifstream stream{file, std::ios::binary};
  if (!stream) throw refuse(std::strerror(errno));
  std::ostringstream content;
  content << stream.rdbuf();
  if (stream.bad()) throw refuse(std::strerror(errno));
  return std::move(content).str();
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

}  // namespace fedjoule
