#pragma once

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

/// What libFuzzer and replay_corpus.cpp call with one input. Returns 0; whatever else happens is a finding.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace roundwatt {

inline std::string_view as_text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Ends the process with \p what where \p holds does not: a finding.
inline void expect(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "expected: {}\n", what);
  std::abort();
}

/// A file in memory, for what reads files.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view content) : descriptor_{memfd_create("input", MFD_CLOEXEC)} {
    expect(write(descriptor_, content.data(), content.size()) == static_cast<ssize_t>(content.size()), "room in memory");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const { return fmt::format("/proc/self/fd/{}", descriptor_); }

 private:
  int descriptor_;
};

}  // namespace roundwatt
