#include "sim/cli/output_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include "sim/base/error.hpp"

namespace roundwatt {

namespace fs = std::filesystem;

OutputFile::OutputFile(const fs::path& name, Existing existing) : name_{name}, written_{name} {
  const auto refuse = [&](const std::string& why) { return UserError{std::vector{Problem{name.string(), 0, why}}}; };
  std::error_code ignored;
  const fs::file_status status = fs::status(name, ignored);
  if (fs::is_directory(status)) throw refuse("is a folder. Name a file with -o.");
  if (!fs::exists(status) || existing == Existing::keep) return;
  if (!fs::is_regular_file(status)) throw refuse("is a device or a pipe, which --force does not replace. Name a file with -o.");
  if (fs::is_symlink(fs::symlink_status(name, ignored))) written_ = name_ = fs::canonical(name);
  written_ += ".new";
  fs::remove(written_, ignored);
}

void OutputFile::opened() {
  struct stat status {};
  if (stat(written_.c_str(), &status) != 0) return;
  device_ = status.st_dev;
  inode_ = status.st_ino;
}

void OutputFile::check_that_it_is_there() const {
  struct stat status {};
  if (stat(written_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_) return;
  throw RunError{
      fmt::format("{} was deleted, moved or replaced while the run wrote it; run again for its result", written_.string())};
}

void OutputFile::take_name() {
  std::error_code error;
  fs::rename(written_, name_, error);
  if (error) {
    throw RunError{fmt::format("{} cannot take the name {}: {}; it is whole and stays", written_.string(), name_.string(),
                               error.message())};
  }
  written_ = name_;
}

}  // namespace roundwatt
