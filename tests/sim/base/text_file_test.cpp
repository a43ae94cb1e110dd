#include "sim/base/text_file.hpp"

#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

namespace roundwatt {

namespace {

/// A file name that nothing has yet, gone afterwards.
class ScratchName {
 public:
  ScratchName() {
    std::string pattern = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~ScratchName() { std::filesystem::remove_all(folder_); }
  ScratchName(const ScratchName&) = delete;
  ScratchName& operator=(const ScratchName&) = delete;
  std::filesystem::path path() const { return folder_ / "text"; }

 private:
  std::filesystem::path folder_;
};

std::string complaint(const std::filesystem::path& file, std::uintmax_t most_bytes) {
  try {
    read_text_file(file, most_bytes);
  } catch (const UserError& error) {
    return error.problems().front().message;
  }
  return "read";
}

}  // namespace

TEST_CASE("a file is read up to its limit and no further") {
  const ScratchName file;
  std::ofstream{file.path()} << std::string(1000, 'x');
  CHECK(read_text_file(file.path(), 1000) == std::string(1000, 'x'));
  CHECK(complaint(file.path(), 999) == "cannot be read: it has more than 999 B.");
  std::filesystem::resize_file(file.path(), 10'000'000'000);  // takes no space on the disk
  CHECK(complaint(file.path(), 1'000'000) == "cannot be read: it has more than 1 MB.");
}

TEST_CASE("a pipe is read to its end, which comes or is too far away") {
  const ScratchName pipe;
  REQUIRE(mkfifo(pipe.path().c_str(), 0600) == 0);
  const auto fill = [&](std::size_t bytes) {
    return std::thread{[&pipe, bytes] { std::ofstream{pipe.path()} << std::string(bytes, 'x'); }};
  };
  std::thread writer = fill(200'000);
  CHECK(read_text_file(pipe.path(), 200'000).size() == 200'000);
  writer.join();
  writer = fill(60'000);
  CHECK(complaint(pipe.path(), 1000) == "cannot be read: it has more than 1 kB.");
  writer.join();
}

TEST_CASE("what holds no text is told by its kind") {
  CHECK(complaint("/", 1000) == "cannot be read: it is a folder.");
  CHECK(complaint("/dev/zero", 1000) == "cannot be read: it is a device.");
  CHECK(complaint("/nowhere/at/all", 1000) == "cannot be read: No such file or directory.");
}

}  // namespace roundwatt
