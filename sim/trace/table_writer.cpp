#include "sim/trace/table_writer.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/trace/hdf5_attribute.hpp"
#include "sim/trace/hdf5_error.hpp"

namespace roundwatt {

namespace {

/// A B-tree node of an unfiltered chunk index, an object header's growth: what one column may add beside its values.
constexpr std::uint64_t metadata_per_column = 8192;

Hdf5Handle file_type(ColumnType type) {
  switch (type) {
    case ColumnType::float64:
      return {H5Tcopy(H5T_IEEE_F64LE), H5Tclose};
    case ColumnType::int64:
      return {H5Tcopy(H5T_STD_I64LE), H5Tclose};
    case ColumnType::int32:
      return {H5Tcopy(H5T_STD_I32LE), H5Tclose};
    case ColumnType::flag:
      return {H5Tcopy(H5T_STD_U8LE), H5Tclose};
    case ColumnType::text:
      return utf8_text_type();
  }
  throw RunError{"a column has no type"};
}

std::uint64_t value_bytes(ColumnType type) {
  switch (type) {
    case ColumnType::float64:
    case ColumnType::int64:
      return 8;
    case ColumnType::int32:
      return 4;
    case ColumnType::flag:
      return 1;
    case ColumnType::text:
      return 16;  // a reference into a global heap; the text itself is counted apart
  }
  return 16;
}

Hdf5Handle group_properties() {
  Hdf5Handle properties{checked(H5Pcreate(H5P_GROUP_CREATE), "describe a group"), H5Pclose};
  H5Pset_obj_track_times(properties.get(), false);
  H5Pset_link_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  // All columns in the group's header: beyond 8 HDF5 would set up a heap and two B-trees for each table.
  constexpr unsigned most_columns = 64;
  H5Pset_link_phase_change(properties.get(), most_columns, most_columns / 2);
  return properties;
}

/// HDF5 would also create the groups on the way, but with the time of their last change in them.
Hdf5Handle create_group(hid_t file, const std::string& path) {
  return {checked(H5Gcreate2(file, path.c_str(), H5P_DEFAULT, group_properties().get(), H5P_DEFAULT), "create a group"),
          H5Gclose};
}

/// An explicit fill value: what follows the last row in a chunk is then the same in every run.
void set_fill(hid_t properties, ColumnType type) {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const std::int64_t zero = 0;
  if (type == ColumnType::float64) H5Pset_fill_value(properties, H5T_NATIVE_DOUBLE, &missing);
  if (type == ColumnType::int64 || type == ColumnType::int32) H5Pset_fill_value(properties, H5T_NATIVE_INT64, &zero);
  if (type == ColumnType::flag) H5Pset_fill_value(properties, H5T_NATIVE_INT64, &zero);
}

Hdf5Handle access_properties() {
  Hdf5Handle access{H5Pcreate(H5P_DATASET_ACCESS), H5Pclose};
  H5Pset_chunk_cache(access.get(), 0, 0, 1);  // blocks are whole chunks already
  return access;
}

ColumnInfo row_column() { return {"row", ColumnType::int64, "1", "number of the row, from 0", {}}; }

Hdf5Handle create_dataset(hid_t group, const ColumnInfo& column, std::uint64_t chunk_rows) {
  const Hdf5Handle properties{checked(H5Pcreate(H5P_DATASET_CREATE), "describe a column"), H5Pclose};
  H5Pset_obj_track_times(properties.get(), false);
  H5Pset_attr_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  const hsize_t chunk = chunk_rows;
  H5Pset_chunk(properties.get(), 1, &chunk);
  set_fill(properties.get(), column.type);
  const Hdf5Handle access = access_properties();
  const hsize_t none = 0;
  const hsize_t unlimited = H5S_UNLIMITED;
  const Hdf5Handle space{H5Screate_simple(1, &none, &unlimited), H5Sclose};
  const Hdf5Handle type = file_type(column.type);
  Hdf5Handle dataset{
      checked(H5Dcreate2(group, column.name.c_str(), type.get(), space.get(), H5P_DEFAULT, properties.get(), access.get()),
              "create a column"),
      H5Dclose};
  if (!column.units.empty()) write_attribute(dataset.get(), "units", column.units);
  write_attribute(dataset.get(), "long_name", column.long_name);
  if (!column.flag_meanings.empty()) write_flag_attributes(dataset.get(), column.flag_meanings);
  return dataset;
}

void write_block(hid_t dataset, hid_t memory_type, const void* values, std::uint64_t first, std::uint64_t count) {
  const hsize_t size = first + count;
  checked(H5Dset_extent(dataset, &size), "extend a column");
  const Hdf5Handle file_space{checked(H5Dget_space(dataset), "look at a column"), H5Sclose};
  const hsize_t start = first;
  const hsize_t length = count;
  checked(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &length, nullptr), "select rows");
  const Hdf5Handle memory_space{checked(H5Screate_simple(1, &length, nullptr), "describe rows"), H5Sclose};
  const Hdf5Handle transfer{checked(H5Pcreate(H5P_DATASET_XFER), "describe a transfer"), H5Pclose};
  constexpr std::size_t conversion_bytes = 1 << 16;  // for texts HDF5 would clear a megabyte each time
  H5Pset_buffer(transfer.get(), conversion_bytes, nullptr, nullptr);
  checked(H5Dwrite(dataset, memory_type, memory_space.get(), file_space.get(), transfer.get(), values), "write rows");
}

struct BlockWriter {
  hid_t dataset;
  std::uint64_t first;

  void operator()(const std::vector<double>& v) const { write_block(dataset, H5T_NATIVE_DOUBLE, v.data(), first, v.size()); }
  void operator()(const std::vector<std::int64_t>& v) const {
    write_block(dataset, H5T_NATIVE_INT64, v.data(), first, v.size());
  }
  void operator()(const std::vector<std::int32_t>& v) const {
    write_block(dataset, H5T_NATIVE_INT32, v.data(), first, v.size());
  }
  void operator()(const std::vector<std::uint8_t>& v) const {
    write_block(dataset, H5T_NATIVE_UINT8, v.data(), first, v.size());
  }
  void operator()(const std::vector<std::string>& v) const {
    std::vector<const char*> texts;
    texts.reserve(v.size());
    for (const std::string& text : v) texts.push_back(text.c_str());
    write_block(dataset, utf8_text_type().get(), texts.data(), first, v.size());
  }
};

std::uint64_t text_bytes(const ColumnValues& values) {
  const auto* texts = std::get_if<std::vector<std::string>>(&values);
  if (texts == nullptr) return 0;
  constexpr std::uint64_t heap_overhead = 32;  // object header and padding within a global heap collection
  std::uint64_t sum = 0;
  for (const std::string& text : *texts) sum += text.size() + heap_overhead;
  return 2 * sum + 8192;  // a collection is left half empty at worst
}

}  // namespace

ColumnFile ColumnFile::create(hid_t file, const std::string& group, const std::string& row_is,
                              const std::vector<ColumnInfo>& columns, std::uint64_t chunk_rows) {
  ColumnFile table{columns, chunk_rows};
  const std::size_t slash = group.find('/');
  if (slash != std::string::npos && H5Lexists(file, group.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) {
    create_group(file, group.substr(0, slash));
  }
  const Hdf5Handle folder = create_group(file, group);
  write_attribute(folder.get(), "row_is", row_is);
  table.row_scale_ = create_dataset(folder.get(), row_column(), chunk_rows);
  checked(H5DSset_scale(table.row_scale_.get(), "row"), "make a dimension scale");
  for (const ColumnInfo& column : columns) table.datasets_.push_back(create_dataset(folder.get(), column, chunk_rows));
  attach_scale(table.row_scale_.get(), table.datasets_);
  return table;
}

ColumnFile ColumnFile::open(hid_t file, const std::string& group, const std::vector<ColumnInfo>& columns,
                            std::uint64_t chunk_rows) {
  ColumnFile table{columns, chunk_rows};
  const Hdf5Handle folder{checked(H5Gopen2(file, group.c_str(), H5P_DEFAULT), "open a table"), H5Gclose};
  const Hdf5Handle access = access_properties();
  const auto open_dataset = [&](const ColumnInfo& column) {
    return Hdf5Handle{checked(H5Dopen2(folder.get(), column.name.c_str(), access.get()), "open a column"), H5Dclose};
  };
  table.row_scale_ = open_dataset(row_column());
  for (const ColumnInfo& column : columns) table.datasets_.push_back(open_dataset(column));
  return table;
}

std::uint64_t ColumnFile::worst_case_bytes(const std::vector<ColumnValues>& values) const {
  std::uint64_t bytes = 2 * (chunk_rows_ * 8 + metadata_per_column);  // the dimension scale; two chunks where a block crosses
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    bytes += 2 * (chunk_rows_ * value_bytes(columns_[i].type) + metadata_per_column) + text_bytes(values[i]);
  }
  return bytes;
}

void ColumnFile::append(const std::vector<ColumnValues>& values, std::uint64_t count) {
  if (count == 0) return;
  std::vector<std::int64_t> numbers(count);
  for (std::uint64_t i = 0; i < count; ++i) numbers[i] = static_cast<std::int64_t>(rows_ + i);
  BlockWriter{row_scale_.get(), rows_}(numbers);
  for (std::size_t i = 0; i < datasets_.size(); ++i) std::visit(BlockWriter{datasets_[i].get(), rows_}, values[i]);
  rows_ += count;
}

ColumnValues empty_values(ColumnType type, std::uint64_t rows) {
  const auto with_room = [rows](auto values) {
    values.reserve(rows);
    return ColumnValues{std::move(values)};
  };
  switch (type) {
    case ColumnType::float64:
      return with_room(std::vector<double>{});
    case ColumnType::int64:
      return with_room(std::vector<std::int64_t>{});
    case ColumnType::int32:
      return with_room(std::vector<std::int32_t>{});
    case ColumnType::flag:
      return with_room(std::vector<std::uint8_t>{});
    case ColumnType::text:
      return with_room(std::vector<std::string>{});
  }
  throw RunError{"a column has no type"};
}

}  // namespace roundwatt
