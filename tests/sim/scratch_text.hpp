#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/base/error.hpp"

namespace roundwatt {

/// A file of text for one test, in a folder of its own.
class ScratchText {
 public:
  explicit ScratchText(const std::string& text, const std::string& name = "file.csv") {
    std::string pattern = (std::filesystem::temp_directory_path() / "roundwatt-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    file_ = folder_ / name;
    std::ofstream{file_, std::ios::binary} << text;
  }
  ~ScratchText() { std::filesystem::remove_all(folder_); }
  ScratchText(const ScratchText&) = delete;
  ScratchText& operator=(const ScratchText&) = delete;

  const std::filesystem::path& path() const { return file_; }
  std::string name() const { return file_.string(); }

  /// What the user is told when \p read reads the file, without the folder; "accepted" where there is nothing to tell.
  template <class Read>
  std::string complaint(const Read& read) const {
    std::string told = "accepted";
    try {
      read(name());
    } catch (const UserError& error) {
      told = error.what();
    }
    for (const std::string folder = folder_.string() + "/"; told.find(folder) != std::string::npos;) {
      told.erase(told.find(folder), folder.size());
    }
    return told;
  }

 private:
  std::filesystem::path folder_, file_;
};

}  // namespace roundwatt
