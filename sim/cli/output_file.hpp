#pragma once

#include <filesystem>

namespace roundwatt {

/// The file that a run writes: with --force over an old one, a neighbour that takes its name once it is whole.
class OutputFile {
 public:
  enum class Existing { keep, replace };

  /// \throws UserError when \p name is a folder or a device, which no trace replaces.
  OutputFile(const std::filesystem::path& name, Existing existing);

  /// Where the trace is written: the name, or the name with .new behind it.
  const std::filesystem::path& written() const { return written_; }
  /// Whether an old file has the name until the new one is whole.
  bool replaces() const { return written_ != name_; }

  /// Remembers the file that has been created at written().
  void opened();
  /// \throws RunError when the file that opened() has seen is gone from written().
  void check_that_it_is_there() const;
  /// Gives a whole file its name. \throws RunError when that is impossible; the file then stays at written().
  void take_name();

 private:
  std::filesystem::path name_, written_;
  unsigned long device_ = 0, inode_ = 0;  ///< of the file written
};

}  // namespace roundwatt
