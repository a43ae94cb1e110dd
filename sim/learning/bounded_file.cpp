#include "sim/learning/bounded_file.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"

namespace roundwatt {

namespace {

UserError refusal(const std::filesystem::path& file, std::string why) {
  return UserError{std::vector{Problem{file.string(), 0, std::move(why)}}};
}

bool is_gzip(std::string_view content) { return content.starts_with("\x1f\x8b"); }

/// One run through a gzip file.
class GzipReader {
 public:
  GzipReader(const std::filesystem::path& file, std::string packed, std::size_t most_bytes)
      : file_{file}, packed_{std::move(packed)}, most_bytes_{most_bytes} {
    constexpr int gzip_only = 16 + MAX_WBITS;
    if (inflateInit2(&stream_, gzip_only) != Z_OK) throw RunError{"zlib does not start"};
    stream_.next_in = reinterpret_cast<Bytef*>(packed_.data());
    stream_.avail_in = static_cast<uInt>(packed_.size());
  }
  ~GzipReader() { inflateEnd(&stream_); }
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  std::string unpack() {
    do {
      unpack_member();
    } while (stream_.avail_in > 0 && inflateReset(&stream_) == Z_OK);
    return std::move(content_);
  }

 private:
  void unpack_member() {
    for (int status = Z_OK; status != Z_STREAM_END;) {
      const std::size_t before = content_.size();
      constexpr std::size_t piece = std::size_t{1} << 20;
      content_.resize(before + piece);
      stream_.next_out = reinterpret_cast<Bytef*>(content_.data() + before);
      stream_.avail_out = static_cast<uInt>(piece);
      status = inflate(&stream_, Z_NO_FLUSH);
      content_.resize(before + piece - stream_.avail_out);
      if (content_.size() > most_bytes_) {
        throw refusal(file_, fmt::format("unpacks to more than {} bytes. It is no file of this kind.", most_bytes_));
      }
      if (status == Z_BUF_ERROR) throw refusal(file_, "is a gzip file that ends too early. Copy or download it again.");
      if (status != Z_OK && status != Z_STREAM_END) {
        const char* why = stream_.msg != nullptr ? stream_.msg : zError(status);
        throw refusal(file_, fmt::format("is a corrupt gzip file ({}). Copy or download it again.", why));
      }
    }
  }

  std::filesystem::path file_;
  std::string packed_, content_;
  std::size_t most_bytes_;
  z_stream stream_{};
};

}  // namespace

std::string read_bounded_file(const std::filesystem::path& file, std::size_t most_bytes) {
  std::error_code status;
  const bool is_device = std::filesystem::exists(file, status) && !std::filesystem::is_directory(file, status) &&
                         !std::filesystem::is_regular_file(file, status);
  if (is_device) throw refusal(file, "cannot be read: it is no regular file.");
  const std::uintmax_t size = std::filesystem::file_size(file, status);
  if (!status && size > most_bytes) {
    throw refusal(file, fmt::format("holds {} bytes; at most {} are read. Split it or leave rows out.", size, most_bytes));
  }
  return read_text_file(file);
}

std::string read_plain_or_gzip(const std::filesystem::path& file, std::size_t most_bytes) {
  // A gzip file is smaller than what it holds, but for a header and 5 bytes in 16 kB.
  std::string content = read_bounded_file(file, std::min(most_bytes + most_bytes / 1000 + 1024, most_data_bytes));
  return is_gzip(content) ? GzipReader{file, std::move(content), most_bytes}.unpack() : content;
}

}  // namespace roundwatt
