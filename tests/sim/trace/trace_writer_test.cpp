#include "sim/trace/trace_writer.hpp"

#include <hdf5_hl.h>

#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"
#include "sim/trace/hdf5_handle.hpp"
#include "sim/trace/trace_reader.hpp"
#include "tests/sim/trace/hand_trace.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// The trace of one round with so many more rows that buffers fill and flushes happen.
HandTrace long_trace() {
  HandTrace trace = one_round();
  const auto rows = static_cast<int>(TraceWriter::flush_rows) + 5000;
  for (int i = 0; i < rows; ++i) trace.host_energy.push_back(interval(i % 2, i, Activity::train, i, i + 1, {5, 45}));
  return trace;
}

std::string refusal(const std::filesystem::path& file) {
  try {
    TraceWriter{file, TraceHeader{}};
  } catch (const UserError& error) {
    return error.what();
  }
  return "accepted";
}

/// What a column says of itself.
struct ColumnAttributes {
  std::string units, long_name, flag_meanings;
  std::size_t flag_values = 0;
  bool has_row_numbers = false;
};

std::string text_attribute(hid_t object, const char* name) {
  if (H5Aexists(object, name) <= 0) return "";
  const Hdf5Handle attribute{H5Aopen(object, name, H5P_DEFAULT), H5Aclose};
  const Hdf5Handle type{H5Aget_type(attribute.get()), H5Tclose};
  char* text = nullptr;
  H5Aread(attribute.get(), type.get(), static_cast<void*>(&text));
  std::string found = text;
  H5free_memory(text);
  return found;
}

ColumnAttributes attributes(hid_t file, const std::string& column) {
  const Hdf5Handle dataset{H5Dopen2(file, column.c_str(), H5P_DEFAULT), H5Dclose};
  ColumnAttributes found{text_attribute(dataset.get(), "units"), text_attribute(dataset.get(), "long_name"),
                         text_attribute(dataset.get(), "flag_meanings"), 0, H5DSget_num_scales(dataset.get(), 0) == 1};
  if (H5Aexists(dataset.get(), "flag_values") > 0) {
    const Hdf5Handle values{H5Aopen(dataset.get(), "flag_values", H5P_DEFAULT), H5Aclose};
    const Hdf5Handle space{H5Aget_space(values.get()), H5Sclose};
    found.flag_values = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space.get()));
  }
  return found;
}

template <class Row>
void check_columns(hid_t file) {
  for (const auto& column : schema<Row>().columns) {
    const ColumnInfo& info = column.info;
    INFO(schema<Row>().group << "/" << info.name);
    const ColumnAttributes found = attributes(file, schema<Row>().group + "/" + info.name);
    CHECK_FALSE(found.long_name.empty());
    CHECK(found.has_row_numbers);
    CHECK(found.units == info.units);
    const bool is_number = info.type == ColumnType::float64;
    CHECK((!is_number || !found.units.empty()));
    CHECK(found.flag_values == info.flag_meanings.size());
    CHECK((info.type == ColumnType::flag) == (found.flag_values > 0 || info.name == "rx" || info.name == "tx"));
  }
}

}  // namespace

TEST_CASE("the same rows make the same bytes") {
  const ScratchFile first, second;
  const HandTrace trace = long_trace();
  trace.write(first.path());
  trace.write(second.path());
  CHECK(sha256(read_text_file(first.path())) == sha256(read_text_file(second.path())));
}

TEST_CASE("a file that exists is refused and left alone") {
  const ScratchFile file;
  one_round().write(file.path());
  const std::string before = sha256(read_text_file(file.path()));
  CHECK(refusal(file.path()) == file.text() + ": exists already. Name another file with -o, or say --force.");
  CHECK(sha256(read_text_file(file.path())) == before);
  CHECK_THAT(refusal("/nonexistent/trace.h5"), ContainsSubstring("/nonexistent/trace.h5: cannot be created: No such file"));
  CHECK_THAT(refusal("/tmp"), StartsWith("/tmp: exists already."));
}

TEST_CASE("every column says its unit, its meaning and the meanings of its flags") {
  const ScratchFile scratch;
  HandTrace trace = one_round();
  trace.host_states.push_back({});
  trace.host_totals.push_back({});
  trace.learning_metrics.push_back({});
  trace.write(scratch.path());
  const Hdf5Handle file{H5Fopen(scratch.path().c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
  check_columns<SiteRow>(file.get());
  check_columns<HostRow>(file.get());
  check_columns<HostStateRow>(file.get());
  check_columns<LinkRow>(file.get());
  check_columns<ClientRow>(file.get());
  check_columns<RoundRow>(file.get());
  check_columns<EvaluationRow>(file.get());
  check_columns<ParticipationRow>(file.get());
  check_columns<TransferRow>(file.get());
  check_columns<HostEnergyRow>(file.get());
  check_columns<LinkEnergyRow>(file.get());
  check_columns<HostTotalRow>(file.get());
  check_columns<PluginEnergyRow>(file.get());
  check_columns<LearningMetricsRow>(file.get());
  CHECK(attributes(file.get(), "energy/hosts/energy_j").units == "J");
  CHECK(attributes(file.get(), "links/bandwidth_byte_s").units == "bytes s-1");
  CHECK_THAT(attributes(file.get(), "energy/hosts/activity").flag_meanings, StartsWith("off train aggregate"));
}
