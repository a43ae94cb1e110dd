#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/schema.hpp"

namespace roundwatt {

/// The columns of one table as HDF5 datasets; knows nothing of rows as structs.
class ColumnFile {
 public:
  /// Creates the group with one extendible dataset per column and the dimension scale `row`.
  static ColumnFile create(hid_t file, const std::string& group, const std::string& row_is,
                           const std::vector<ColumnInfo>& columns, std::uint64_t chunk_rows);
  /// Opens a group that create() made, without rows.
  static ColumnFile open(hid_t file, const std::string& group, const std::vector<ColumnInfo>& columns,
                         std::uint64_t chunk_rows);

  std::uint64_t rows() const { return rows_; }
  /// An upper bound on what writing \p count more rows adds to the file, metadata included; text as it stands in \p values.
  std::uint64_t worst_case_bytes(const std::vector<ColumnValues>& values) const;
  /// Appends one block of equally long columns. \throws RunError when HDF5 refuses.
  void append(const std::vector<ColumnValues>& values, std::uint64_t count);

 private:
  ColumnFile(const std::vector<ColumnInfo>& columns, std::uint64_t chunk_rows) : chunk_rows_{chunk_rows}, columns_{columns} {}

  std::uint64_t chunk_rows_;
  std::uint64_t rows_ = 0;
  std::vector<ColumnInfo> columns_;
  std::vector<Hdf5Handle> datasets_;
  Hdf5Handle row_scale_;
};

/// No values of the type of \p column yet, with room for \p rows.
ColumnValues empty_values(ColumnType type, std::uint64_t rows);

/// Rows that a chunk of the table holds: small tables have small chunks, so that a small run is a small file.
template <class Row>
constexpr std::uint64_t chunk_rows() {
  return std::is_same_v<Row, SiteRow> ? 16 : 1024;
}

/// The columns of a table in order.
template <class Row>
std::vector<ColumnInfo> column_infos() {
  std::vector<ColumnInfo> columns;
  for (const auto& column : schema<Row>().columns) columns.push_back(column.info);
  return columns;
}

/// The table of \p Row, created in \p file.
template <class Row>
ColumnFile create_table(hid_t file) {
  return ColumnFile::create(file, schema<Row>().group, schema<Row>().row_is, column_infos<Row>(), chunk_rows<Row>());
}

/// Rows of one table on their way to the file: a buffer of one chunk for each column.
template <class Row>
class TableBuffer {
 public:
  TableBuffer() {
    for (const auto& column : schema<Row>().columns) values_.push_back(empty_values(column.info.type, chunk_rows<Row>()));
  }

  void push(const Row& row) {
    const auto& columns = schema<Row>().columns;
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].append(row, values_[i]);
    ++count_;
  }
  void clear() {
    for (ColumnValues& column : values_) std::visit([](auto& values) { values.clear(); }, column);
    count_ = 0;
  }
  std::uint64_t count() const { return count_; }
  const std::vector<ColumnValues>& values() const { return values_; }

 private:
  std::vector<ColumnValues> values_;
  std::uint64_t count_ = 0;
};

}  // namespace roundwatt
