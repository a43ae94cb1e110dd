#include "analysis/cli/output_text.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

#include "sim/base/error.hpp"

namespace roundwatt {

void write_output(const std::string& file, const std::string& text, const char* option) {
  const auto put = [&](std::FILE* out) {
    return std::fwrite(text.data(), 1, text.size(), out) == text.size() && std::fflush(out) == 0;
  };
  if (file == "-") {
    if (!put(stdout) && errno != EPIPE) throw std::system_error{errno, std::generic_category()};
    return;
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> out{std::fopen(file.c_str(), "wb"), std::fclose};
  if (!out)
    throw UserError{fmt::format("{}: {} cannot be written: {}. Name another file.", option, file, std::strerror(errno))};
  if (!put(out.get())) throw std::system_error{errno, std::generic_category(), file};
}

}  // namespace roundwatt
