#pragma once

#include <cstdint>
#include <string>

#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/schema.hpp"

namespace roundwatt {

/// \p path, link by link, if it leads somewhere inside \p file; false where a link is missing. \throws UserError, naming
/// \p file_name, when a link leads to another place or another file.
bool has_object(hid_t file, const std::string& path, const std::string& file_name);

/// One column of a table in a trace, checked to be what the schema says.
class ColumnReader {
 public:
  /// \throws UserError, naming \p file_name, when the column is missing or has another type or shape.
  ColumnReader(hid_t file, const std::string& group, const ColumnInfo& column, const std::string& file_name);

  /// Whether the file has it: a trace of an older 1.x may lack what was added since, which reads as 0.
  bool is_there() const { return dataset_.valid(); }
  std::uint64_t size() const { return size_; }
  const std::string& name() const { return column_.name; }

  /// \throws UserError unless the first \p rows are there with all their bytes: what was never written HDF5 reads as fill
  /// values, without end if a file says so.
  void require(std::uint64_t rows) const;

  /// Values [first, first + count) ⊆ [0, size()). \throws UserError when they cannot be read or a flag has no meaning.
  ColumnValues read(std::uint64_t first, std::uint64_t count) const;

 private:
  [[noreturn]] void refuse(const std::string& why) const;
  void check_type(hid_t type) const;
  void find_storage(std::size_t value_bytes);
  void check_flags(const std::vector<std::uint8_t>& values, std::uint64_t first) const;
  template <class Value>
  std::vector<Value> read_numbers(hid_t memory_type, std::uint64_t first, std::uint64_t count) const;
  std::vector<std::string> read_texts(std::uint64_t first, std::uint64_t count) const;
  void read_block(hid_t memory_type, std::uint64_t first, std::uint64_t count, void* values) const;

  std::string file_name_;
  std::string path_;
  ColumnInfo column_;
  Hdf5Handle dataset_;
  std::uint64_t size_ = 0;
  double stored_rows_ = 0;  ///< for which there can be bytes in the file
};

}  // namespace roundwatt
