#include "sim/trace/header_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/run_length.hpp"
#include "sim/trace/column_reader.hpp"
#include "sim/trace/hdf5_attribute.hpp"

namespace roundwatt {

bool TraceHeader::is_of_later_format() const {
  const auto minor_of = [](std::string_view version) {
    version.remove_prefix(std::min(version.find('.') + 1, version.size()));
    int minor = 0;
    std::from_chars(version.data(), version.data() + version.size(), minor);
    return minor;
  };
  return minor_of(format_version) > minor_of(trace_format_version);
}

namespace {

class HeaderReader {
 public:
  HeaderReader(hid_t file, const std::string& file_name) : file_{file}, file_name_{file_name} {}

  TraceHeader read() const {
    check_identity();
    TraceHeader header;
    header.format_version = text("format_version");
    header.program_version = text("program_version");
    header.git_commit = text("git_commit");
    header.simgrid_version = text("simgrid_version");
    header.seed = static_cast<std::uint64_t>(number<std::int64_t>("seed", H5T_INTEGER, H5T_NATIVE_INT64));
    header.start_utc = text("start_utc");
    header.name = text("name");
    header.mode = text("mode");
    header.scenario_yaml = scenario_text();
    header.platform_sha256 = text("platform_sha256");
    header.network_model = text("network_model");
    header.depends_on = text("depends_on");
    header.bucket_s = number<double>("bucket_s", H5T_FLOAT, H5T_NATIVE_DOUBLE);
    if (H5Aexists(file_, "spectral_gap") > 0) {
      header.spectral_gap = number<double>("spectral_gap", H5T_FLOAT, H5T_NATIVE_DOUBLE);
    }
    if (H5Aexists(file_, "test_samples") > 0) {
      header.test_samples = number<std::int64_t>("test_samples", H5T_INTEGER, H5T_NATIVE_INT64);
    }
    header.end_s = number<double>("end_s", H5T_FLOAT, H5T_NATIVE_DOUBLE);
    header.complete = number<std::int64_t>("complete", H5T_INTEGER, H5T_NATIVE_INT64) != 0;
    if (header.complete) header.end_reason = text("end_reason");
    if (!(header.end_s >= 0 && header.end_s <= latest_instant_s)) refuse("is damaged: end_s is no length of a run.");
    if (!(std::isfinite(header.bucket_s) && header.bucket_s > 0)) refuse("is damaged: bucket_s is no length of time.");
    return header;
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { throw UserError{std::vector{Problem{file_name_, 0, why}}}; }

  void check_identity() const {
    const std::string filetype = H5Aexists(file_, "filetype") > 0 ? text("filetype") : "";
    if (filetype == former_trace_filetype) {
      refuse(fmt::format("is a '{}'; this program reads a '{}', as it is called since version 0.2.0. Run its scenario again.",
                         filetype, trace_filetype));
    }
    if (filetype != trace_filetype) refuse("is an HDF5 file, but no trace of roundwatt.");
    const std::string version = text("format_version");
    const std::string known = trace_format_version;
    const std::string known_major = known.substr(0, known.find('.'));
    if (version.substr(0, version.find('.')) != known_major) {
      refuse(fmt::format("has the trace format {}; this program reads {}.x. Use the program that wrote it ({}).", version,
                         known_major, text("program_version")));
    }
  }

  Hdf5Handle open(const char* name, H5T_class_t kind) const {
    if (H5Aexists(file_, name) <= 0) refuse(fmt::format("is no trace that can be read: the attribute {} is missing.", name));
    Hdf5Handle attribute{H5Aopen(file_, name, H5P_DEFAULT), H5Aclose};
    const Hdf5Handle type{H5Aget_type(attribute.get()), H5Tclose};
    const Hdf5Handle space{H5Aget_space(attribute.get()), H5Sclose};
    const bool right = type.valid() && H5Tget_class(type.get()) == kind && H5Sget_simple_extent_npoints(space.get()) == 1 &&
                       (kind != H5T_STRING || H5Tis_variable_str(type.get()) > 0);
    if (!right) refuse(fmt::format("is no trace that can be read: the attribute {} has the wrong type.", name));
    return attribute;
  }

  std::string text(const char* name) const {
    const Hdf5Handle attribute = open(name, H5T_STRING);
    const Hdf5Handle type = utf8_text_type();
    char* content = nullptr;
    if (H5Aread(attribute.get(), type.get(), static_cast<void*>(&content)) < 0) {
      refuse(fmt::format("is damaged: the attribute {} cannot be read.", name));
    }
    return taken(content);
  }

  template <class Value>
  Value number(const char* name, H5T_class_t kind, hid_t memory_type) const {
    const Hdf5Handle attribute = open(name, kind);
    Value value{};
    if (H5Aread(attribute.get(), memory_type, &value) < 0) {
      refuse(fmt::format("is damaged: the attribute {} cannot be read.", name));
    }
    return value;
  }

  std::string scenario_text() const {
    if (!has_object(file_, "scenario_yaml", file_name_)) refuse("is no trace that can be read: /scenario_yaml is missing.");
    const Hdf5Handle dataset{H5Dopen2(file_, "scenario_yaml", H5P_DEFAULT), H5Dclose};
    const Hdf5Handle stored{H5Dget_type(dataset.get()), H5Tclose};
    const Hdf5Handle space{H5Dget_space(dataset.get()), H5Sclose};
    const Hdf5Handle type = utf8_text_type();
    char* content = nullptr;
    const bool right = stored.valid() && H5Tis_variable_str(stored.get()) > 0 && H5Sget_simple_extent_npoints(space.get()) == 1;
    if (!right || H5Dread(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<void*>(&content)) < 0) {
      refuse("is damaged: /scenario_yaml cannot be read.");
    }
    return taken(content);
  }

  /// The text that HDF5 allocated, which is freed.
  static std::string taken(char* content) {
    std::string text = content == nullptr ? "" : content;
    H5free_memory(content);
    return text;
  }

  hid_t file_;
  std::string file_name_;
};

}  // namespace

TraceHeader read_header(hid_t file, const std::string& file_name) { return HeaderReader{file, file_name}.read(); }

}  // namespace roundwatt
