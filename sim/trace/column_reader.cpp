#include "sim/trace/column_reader.hpp"

#include <fmt/format.h>

#include "sim/base/error.hpp"
#include "sim/trace/hdf5_attribute.hpp"

namespace roundwatt {

namespace {

struct StoredType {
  H5T_class_t kind;
  std::size_t size;  ///< bytes; 0 for text of any length
  bool is_signed;
};

StoredType stored_type(ColumnType type) {
  switch (type) {
    case ColumnType::float64:
      return {H5T_FLOAT, 8, true};
    case ColumnType::int64:
      return {H5T_INTEGER, 8, true};
    case ColumnType::int32:
      return {H5T_INTEGER, 4, true};
    case ColumnType::flag:
      return {H5T_INTEGER, 1, false};
    case ColumnType::text:
      return {H5T_STRING, 0, false};
  }
  throw RunError{"a column has no type"};
}

}  // namespace

bool has_object(hid_t file, const std::string& path, const std::string& file_name) {
  for (std::size_t end = path.find('/'); true; end = path.find('/', end + 1)) {
    const std::string part = path.substr(0, end);
    if (H5Lexists(file, part.c_str(), H5P_DEFAULT) <= 0) return false;
    H5L_info_t link{};
    if (H5Lget_info(file, part.c_str(), &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_HARD) {
      throw UserError{std::vector{Problem{file_name, 0, fmt::format("/{} leads out of the trace: it is not followed.", part)}}};
    }
    if (end == std::string::npos) return true;
  }
}

ColumnReader::ColumnReader(hid_t file, const std::string& group, const ColumnInfo& column, const std::string& file_name)
    : file_name_{file_name}, path_{group.empty() ? column.name : group + "/" + column.name}, column_{column} {
  if (!has_object(file, path_, file_name)) {
    if (column.older_traces_lack_it) return;
    refuse("is missing");
  }
  dataset_ = {H5Dopen2(file, path_.c_str(), H5P_DEFAULT), H5Dclose};
  if (!dataset_.valid()) refuse("cannot be opened");
  const Hdf5Handle type{H5Dget_type(dataset_.get()), H5Tclose};
  check_type(type.get());
  const Hdf5Handle space{H5Dget_space(dataset_.get()), H5Sclose};
  hsize_t size = 0;
  if (H5Sget_simple_extent_ndims(space.get()) != 1 || H5Sget_simple_extent_dims(space.get(), &size, nullptr) < 0) {
    refuse("is not one-dimensional");
  }
  size_ = size;
  find_storage(H5Tget_size(type.get()));
}

void ColumnReader::refuse(const std::string& why) const {
  throw UserError{std::vector{Problem{file_name_, 0, fmt::format("is no trace that can be read: /{} {}.", path_, why)}}};
}

void ColumnReader::check_type(hid_t type) const {
  const StoredType wanted = stored_type(column_.type);
  bool right = type >= 0 && H5Tget_class(type) == wanted.kind;
  if (right && wanted.kind == H5T_STRING) right = H5Tis_variable_str(type) > 0;
  if (right && wanted.size > 0) right = H5Tget_size(type) == wanted.size;
  if (right && wanted.kind == H5T_INTEGER) right = (H5Tget_sign(type) == H5T_SGN_2) == wanted.is_signed;
  if (!right) refuse("does not have the type that docs/formats/trace.md gives it");
}

void ColumnReader::find_storage(std::size_t value_bytes) {
  const Hdf5Handle properties{H5Dget_create_plist(dataset_.get()), H5Pclose};
  if (!properties.valid() || H5Pget_layout(properties.get()) == H5D_VIRTUAL || H5Pget_external_count(properties.get()) != 0) {
    refuse("is kept in another file: it is not followed");
  }
  constexpr double best_compression = 1032;  // of deflate
  const double factor = H5Pget_nfilters(properties.get()) > 0 ? best_compression : 1;
  const double stored = static_cast<double>(H5Dget_storage_size(dataset_.get())) * factor;
  stored_rows_ = stored / static_cast<double>(value_bytes);
}

void ColumnReader::require(std::uint64_t rows) const {
  if (!is_there()) return;
  if (size_ < rows) refuse(fmt::format("is damaged: it has {} rows, but {} were written", size_, rows));
  if (static_cast<double>(rows) > stored_rows_) {
    refuse(fmt::format("is damaged: it has {} rows, but not the bytes for them", rows));
  }
}

ColumnValues ColumnReader::read(std::uint64_t first, std::uint64_t count) const {
  switch (column_.type) {
    case ColumnType::float64:
      return read_numbers<double>(H5T_NATIVE_DOUBLE, first, count);
    case ColumnType::int64:
      return read_numbers<std::int64_t>(H5T_NATIVE_INT64, first, count);
    case ColumnType::int32:
      return read_numbers<std::int32_t>(H5T_NATIVE_INT32, first, count);
    case ColumnType::flag: {
      auto values = read_numbers<std::uint8_t>(H5T_NATIVE_UINT8, first, count);
      check_flags(values, first);
      return values;
    }
    case ColumnType::text:
      return read_texts(first, count);
  }
  throw RunError{"a column has no type"};
}

void ColumnReader::check_flags(const std::vector<std::uint8_t>& values, std::uint64_t first) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= column_.flag_meanings.size()) {
      refuse(fmt::format("has {} in row {}, which means nothing", values[i], first + i));
    }
  }
}

template <class Value>
std::vector<Value> ColumnReader::read_numbers(hid_t memory_type, std::uint64_t first, std::uint64_t count) const {
  std::vector<Value> values(count);
  if (is_there()) read_block(memory_type, first, count, values.data());
  return values;
}

std::vector<std::string> ColumnReader::read_texts(std::uint64_t first, std::uint64_t count) const {
  std::vector<char*> texts(count, nullptr);
  const Hdf5Handle type = utf8_text_type();
  read_block(type.get(), first, count, static_cast<void*>(texts.data()));
  std::vector<std::string> values;
  values.reserve(count);
  for (const char* text : texts) values.emplace_back(text == nullptr ? "" : text);
  const hsize_t size = count;
  const Hdf5Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose};
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, static_cast<void*>(texts.data()));
  return values;
}

void ColumnReader::read_block(hid_t memory_type, std::uint64_t first, std::uint64_t count, void* values) const {
  if (count == 0) return;
  const hsize_t start = first;
  const hsize_t length = count;
  const Hdf5Handle file_space{H5Dget_space(dataset_.get()), H5Sclose};
  const Hdf5Handle memory_space{H5Screate_simple(1, &length, nullptr), H5Sclose};
  if (H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &length, nullptr) < 0 ||
      H5Dread(dataset_.get(), memory_type, memory_space.get(), file_space.get(), H5P_DEFAULT, values) < 0) {
    refuse(fmt::format("is damaged: rows {} to {} cannot be read", first, first + count - 1));
  }
}

}  // namespace roundwatt
