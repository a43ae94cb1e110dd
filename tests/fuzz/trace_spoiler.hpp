#pragma once

#include <hdf5.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "sim/trace/hdf5_attribute.hpp"
#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/schema.hpp"

namespace roundwatt {

/// Where decisions come from: the bytes of an input, one after the other, then zeros.
class Decisions {
 public:
  Decisions(const std::uint8_t* data, std::size_t size) : next_{data}, end_{data + size} {}

  bool over() const { return next_ == end_; }
  std::uint8_t byte() { return over() ? std::uint8_t{0} : *next_++; }
  std::size_t below(std::size_t bound) { return (std::size_t{byte()} << 8U | byte()) % bound; }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8U | byte();
    return value;
  }
  std::string text() {
    std::string result(below(40), '\0');
    for (char& letter : result) letter = static_cast<char>(byte());
    return result;
  }

 private:
  const std::uint8_t* next_;
  const std::uint8_t* end_;
};

/// Spoils an open trace by means of HDF5 itself, as foreign programs and attackers would: the file stays valid HDF5.
class TraceSpoiler {
 public:
  TraceSpoiler(hid_t file, Decisions& decisions) : file_{file}, decisions_{decisions} {}

  void spoil() {
    switch (decisions_.byte() % 9) {
      case 0:
        return remove(path());
      case 1:
        return resize(path());
      case 2:
        return overwrite(path());
      case 3:
        return replace(path());
      case 4:
        return redirect(path());
      case 5:
        H5Adelete(file_, attribute().c_str());
        return;
      case 6:
        return replace_attribute(attribute());
      case 7:
        return overwrite("flushed");
      default:
        return overwrite_texts(path());
    }
  }

 private:
  std::string path() {
    static const std::vector<std::string> all = paths(std::make_index_sequence<std::tuple_size_v<AllRows>>{});
    return all[decisions_.below(all.size())];
  }

  /// Every table and every column of the format.
  template <std::size_t... at>
  static std::vector<std::string> paths(std::index_sequence<at...>) {
    std::vector<std::string> all{"flushed", "scenario_yaml", "energy"};
    const auto add = [&](const auto& table) {
      all.push_back(table.group);
      for (const auto& column : table.columns) all.push_back(table.group + "/" + column.info.name);
    };
    (add(schema<std::tuple_element_t<at, AllRows>>()), ...);
    return all;
  }

  std::string attribute() {
    static const std::vector<std::string> names{
        "filetype", "format_version", "program_version", "git_commit",     "seed",     "start_utc",
        "name",     "mode",           "depends_on",      "network_model",  "bucket_s", "platform_sha256",
        "end_s",    "complete",       "end_reason",      "simgrid_version"};
    return names[decisions_.below(names.size())];
  }

  void remove(const std::string& path) {
    // HDF5 1.10 frees what it has freed when an object with two names goes.
    if (!has_second_names_) H5Ldelete(file_, path.c_str(), H5P_DEFAULT);
  }

  void resize(const std::string& path) {
    const Hdf5Handle column{H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose};
    constexpr std::array<hsize_t, 6> sizes{0, 1, 3, 10, hsize_t{1} << 20U, hsize_t{1} << 60U};
    const hsize_t size = sizes[decisions_.below(sizes.size())];
    const Hdf5Handle space{column.valid() ? H5Dget_space(column.get()) : -1, H5Sclose};
    const bool is_huge =
        space.valid() && H5Sget_simple_extent_npoints(space.get()) > 1'000'000;  // HDF5 takes for ever to shrink it
    if (column.valid() && !is_huge) H5Dset_extent(column.get(), &size);
  }

  /// Numbers of the column's own type, any bits.
  void overwrite(const std::string& path) {
    const Hdf5Handle column{H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose};
    if (!column.valid()) return;
    const Hdf5Handle type{H5Dget_type(column.get()), H5Tclose};
    const Hdf5Handle space{H5Dget_space(column.get()), H5Sclose};
    const hssize_t points = H5Sget_simple_extent_npoints(space.get());
    if (H5Tget_class(type.get()) == H5T_STRING || points <= 0 || points > 1000) return;
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(points) * H5Tget_size(type.get()));
    H5Dread(column.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
    const std::size_t width = H5Tget_size(type.get());
    const std::uint64_t value = decisions_.number();
    std::memcpy(&bytes[decisions_.below(static_cast<std::size_t>(points)) * width], &value, std::min<std::size_t>(width, 8));
    H5Dwrite(column.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
  }

  void overwrite_texts(const std::string& path) {
    const Hdf5Handle column{H5Dopen2(file_, path.c_str(), H5P_DEFAULT), H5Dclose};
    if (!column.valid()) return;
    const Hdf5Handle type{H5Dget_type(column.get()), H5Tclose};
    const Hdf5Handle space{H5Dget_space(column.get()), H5Sclose};
    const hssize_t points = H5Sget_simple_extent_npoints(space.get());
    if (H5Tis_variable_str(type.get()) <= 0 || points <= 0 || points > 1000) return;
    const std::string text = decisions_.text();
    const std::vector<const char*> texts(static_cast<std::size_t>(points), text.c_str());
    H5Dwrite(column.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<const void*>(texts.data()));
  }

  /// A dataset of another type, shape or storage in the place of \p path.
  void replace(const std::string& path) {
    const std::array<hid_t, 8> types{H5T_NATIVE_DOUBLE, H5T_NATIVE_FLOAT, H5T_NATIVE_INT64, H5T_STD_I64BE,
                                     H5T_NATIVE_INT32,  H5T_NATIVE_UINT8, H5T_NATIVE_INT8,  H5T_C_S1};
    const hid_t type = types[decisions_.below(types.size())];
    const std::array<hsize_t, 2> size{1 + decisions_.below(12), 1 + decisions_.below(3)};
    const Hdf5Handle space{H5Screate_simple(1 + static_cast<int>(decisions_.below(2)), size.data(), nullptr), H5Sclose};
    const Hdf5Handle properties{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
    store(properties.get(), H5Sget_simple_extent_ndims(space.get()), size.data());
    remove(path);
    Hdf5Handle{H5Dcreate2(file_, path.c_str(), type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT), H5Dclose}
        .reset();
  }

  void store(hid_t properties, int dimensions, const hsize_t* size) {
    switch (decisions_.byte() % 5) {
      case 0:
        return;
      case 1:
        H5Pset_layout(properties, H5D_COMPACT);
        return;
      case 2:
        H5Pset_chunk(properties, dimensions, size);
        H5Pset_deflate(properties, 1);
        return;
      case 3:  // a filter that nobody has
        H5Pset_chunk(properties, dimensions, size);
        H5Pset_filter(properties, static_cast<H5Z_filter_t>(300), H5Z_FLAG_OPTIONAL, 0, nullptr);
        return;
      default:
        H5Pset_external(properties, "/etc/hostname", 0, 96);
    }
  }

  /// A link to elsewhere in the place of \p path: soft, external, or hard into itself.
  void redirect(const std::string& path) {
    remove(path);
    switch (decisions_.byte() % 4) {
      case 0:
        H5Lcreate_soft(path.c_str(), file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        return;
      case 1:
        H5Lcreate_external("/dev/shm/other.h5", "/energy", file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        return;
      case 2:
        has_second_names_ = true;
        H5Lcreate_hard(file_, "/", file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
        return;
      default:
        has_second_names_ = true;
        H5Lcreate_hard(file_, this->path().c_str(), file_, path.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    }
  }

  void replace_attribute(const std::string& name) {
    H5Adelete(file_, name.c_str());
    const std::uint64_t bits = decisions_.number();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    switch (decisions_.byte() % 3) {
      case 0:
        return write_attribute(file_, name.c_str(), decisions_.text());
      case 1:
        return write_attribute(file_, name.c_str(), value);
      default:
        return write_attribute(file_, name.c_str(), static_cast<std::int64_t>(bits));
    }
  }

  hid_t file_;
  Decisions& decisions_;
  bool has_second_names_ = false;
};

}  // namespace roundwatt
