#include "sim/trace/hdf5_attribute.hpp"

#include <hdf5_hl.h>

#include <numeric>

#include "sim/trace/hdf5_error.hpp"

namespace roundwatt {

namespace {

Hdf5Handle scalar() { return {checked(H5Screate(H5S_SCALAR), "describe an attribute"), H5Sclose}; }

void write_scalar(hid_t object, const char* name, hid_t file_type, hid_t memory_type, const void* value) {
  const Hdf5Handle attribute{
      checked(H5Acreate2(object, name, file_type, scalar().get(), H5P_DEFAULT, H5P_DEFAULT), "create an attribute"), H5Aclose};
  checked(H5Awrite(attribute.get(), memory_type, value), "write an attribute");
}

void update_scalar(hid_t object, const char* name, hid_t memory_type, const void* value) {
  const Hdf5Handle attribute{checked(H5Aopen(object, name, H5P_DEFAULT), "open an attribute"), H5Aclose};
  checked(H5Awrite(attribute.get(), memory_type, value), "write an attribute");
}

}  // namespace

Hdf5Handle utf8_text_type() {
  Hdf5Handle type{H5Tcopy(H5T_C_S1), H5Tclose};
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

void write_attribute(hid_t object, const char* name, const std::string& text) {
  const char* content = text.c_str();
  const Hdf5Handle type = utf8_text_type();
  write_scalar(object, name, type.get(), type.get(), static_cast<const void*>(&content));
}

void write_attribute(hid_t object, const char* name, double value) {
  write_scalar(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void write_attribute(hid_t object, const char* name, std::int64_t value) {
  write_scalar(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void update_attribute(hid_t object, const char* name, double value) { update_scalar(object, name, H5T_NATIVE_DOUBLE, &value); }

void update_attribute(hid_t object, const char* name, std::int64_t value) {
  update_scalar(object, name, H5T_NATIVE_INT64, &value);
}

void write_flag_attributes(hid_t dataset, const std::vector<std::string>& meanings) {
  std::vector<std::uint8_t> values(meanings.size());
  std::iota(values.begin(), values.end(), std::uint8_t{0});
  const hsize_t size = values.size();
  const Hdf5Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose};
  const Hdf5Handle attribute{
      checked(H5Acreate2(dataset, "flag_values", H5T_STD_U8LE, space.get(), H5P_DEFAULT, H5P_DEFAULT), "create an attribute"),
      H5Aclose};
  checked(H5Awrite(attribute.get(), H5T_NATIVE_UINT8, values.data()), "write an attribute");
  const std::string joined = std::accumulate(meanings.begin() + 1, meanings.end(), meanings.front(),
                                             [](std::string all, const std::string& next) { return all + " " + next; });
  write_attribute(dataset, "flag_meanings", joined);
}

void attach_scale(hid_t scale, const std::vector<Hdf5Handle>& datasets) {
  for (const Hdf5Handle& dataset : datasets) {
    checked(H5DSattach_scale(dataset.get(), scale, 0), "attach a dimension scale");
  }
}

}  // namespace roundwatt
