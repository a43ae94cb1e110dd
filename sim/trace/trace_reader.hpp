#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/trace/schema.hpp"
#include "sim/trace/trace_header.hpp"

namespace roundwatt {

/// A trace opened for reading. Of a file whose run was cut off it shows what the last flush made safe.
class TraceReader {
 public:
  /// \throws UserError when \p file is no readable trace of a known format version.
  explicit TraceReader(const std::filesystem::path& file);
  ~TraceReader();
  TraceReader(TraceReader&&) noexcept;
  TraceReader& operator=(TraceReader&&) noexcept;

  const TraceHeader& header() const;
  const std::string& file() const;

  template <class Row>
  bool has() const;
  /// Rows of the table; 0 for a table that the run does not have.
  template <class Row>
  std::uint64_t count() const;
  /// Rows [first, first + count). \throws UserError when they cannot be read.
  template <class Row>
  std::vector<Row> read(std::uint64_t first, std::uint64_t count) const;
  /// The whole table: for the small ones.
  template <class Row>
  std::vector<Row> read_all() const {
    return read<Row>(0, count<Row>());
  }
  /// Calls \p visit with each row in order, in bounded memory.
  template <class Row>
  void for_each(const std::function<void(const Row&)>& visit) const;

 private:
  class File;
  std::unique_ptr<File> impl_;
};

/// Before the first trace is opened, in a program that writes none: HDF5 will not tidy up at exit, which it may never finish
/// after a damaged file.
void leave_nothing_for_exit();

}  // namespace roundwatt
