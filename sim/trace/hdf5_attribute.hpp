#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/trace/hdf5_handle.hpp"

namespace roundwatt {

/// The type of names in a trace: variable-length UTF-8.
Hdf5Handle utf8_text_type();

/// Creates a scalar attribute. \throws RunError when HDF5 refuses.
void write_attribute(hid_t object, const char* name, const std::string& text);
void write_attribute(hid_t object, const char* name, double value);
void write_attribute(hid_t object, const char* name, std::int64_t value);

/// Overwrites a scalar attribute of type double or std::int64_t in place.
void update_attribute(hid_t object, const char* name, double value);
void update_attribute(hid_t object, const char* name, std::int64_t value);

/// CF conventions: flag_values 0, 1, … and flag_meanings, separated by blanks.
void write_flag_attributes(hid_t dataset, const std::vector<std::string>& meanings);

/// Makes \p scale the dimension scale of each of \p datasets, like H5DSattach_scale for one after the other, but writing the
/// list of references once.
void attach_scale(hid_t scale, const std::vector<Hdf5Handle>& datasets);

}  // namespace roundwatt
