#include "sim/trace/trace_writer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <tuple>

#include "sim/base/error.hpp"
#include "sim/trace/disk_reserve.hpp"
#include "sim/trace/file_lock.hpp"
#include "sim/trace/hdf5_attribute.hpp"
#include "sim/trace/hdf5_error.hpp"
#include "sim/trace/table_writer.hpp"
#include "sim/trace/trace_skeleton.hpp"

namespace roundwatt {

namespace {

/// Puts the skeleton at \p path and opens it.
Hdf5Handle create_file(const std::filesystem::path& path) {
  const auto refuse = [&](const std::string& why) { return UserError{std::vector{Problem{path.string(), 0, why}}}; };
  const int output = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (output < 0 && errno == EEXIST) {
    const std::string why = "exists already. Name another file with -o, or say --force.";
    throw OutputExists{std::vector{Problem{path.string(), 0, why}}};
  }
  if (output < 0) throw refuse(fmt::format("cannot be created: {}.", std::strerror(errno)));
  const std::string_view image = trace_skeleton().front().bytes;
  const bool written = write(output, image.data(), image.size()) == static_cast<ssize_t>(image.size());
  const std::string trouble = std::strerror(errno);
  // The file is ours: whoever refuses a lock has none to give.
  const FileLock lock = try_lock_for_writing(output) == FileLock::works ? FileLock::works : FileLock::missing;
  close(output);
  if (!written) {
    unlink(path.c_str());
    throw RunError{fmt::format("{}: {}", path.string(), trouble)};
  }
  const Hdf5Handle access = file_access(lock);
  H5Pset_sieve_buf_size(access.get(), 0);
  errno = 0;
  Hdf5Handle file{H5Fopen(path.c_str(), H5F_ACC_RDWR, access.get()), H5Fclose};
  if (!file.valid()) {
    const std::string why = errno == 0 ? "HDF5 gives no reason" : std::strerror(errno);
    unlink(path.c_str());
    throw RunError{fmt::format("{}: HDF5 cannot open the file that was just made: {}", path.string(), why)};
  }
  return file;
}

/// Metadata then reaches the disk at a flush only, all of it at once.
void keep_metadata_in_memory(hid_t file) {
  H5AC_cache_config_t config{};
  config.version = H5AC__CURR_CACHE_CONFIG_VERSION;
  checked(H5Fget_mdc_config(file, &config), "read the metadata cache's settings");
  config.evictions_enabled = false;
  config.incr_mode = H5C_incr__off;
  config.flash_incr_mode = H5C_flash_incr__off;
  config.decr_mode = H5C_decr__off;
  checked(H5Fset_mdc_config(file, &config), "set the metadata cache");
}

void write_header(hid_t file, const TraceHeader& header) {
  write_attribute(file, "filetype", std::string{trace_filetype});
  write_attribute(file, "format_version", header.format_version);
  write_attribute(file, "program_version", header.program_version);
  write_attribute(file, "git_commit", header.git_commit);
  write_attribute(file, "simgrid_version", header.simgrid_version);
  write_attribute(file, "name", header.name);
  write_attribute(file, "mode", header.mode);
  write_attribute(file, "seed", static_cast<std::int64_t>(header.seed));
  write_attribute(file, "start_utc", header.start_utc);
  write_attribute(file, "network_model", header.network_model);
  write_attribute(file, "depends_on", header.depends_on);
  write_attribute(file, "bucket_s", header.bucket_s);
  if (header.spectral_gap) write_attribute(file, "spectral_gap", *header.spectral_gap);
  if (header.test_samples) write_attribute(file, "test_samples", *header.test_samples);
  write_attribute(file, "platform_sha256", header.platform_sha256);
  write_attribute(file, "end_s", 0.0);
  write_attribute(file, "complete", std::int64_t{0});
}

/// Text of any length, in a dataset: an attribute holds 64 KiB at most.
void write_text(hid_t file, const char* name, const std::string& text) {
  const Hdf5Handle properties{H5Pcreate(H5P_DATASET_CREATE), H5Pclose};
  H5Pset_obj_track_times(properties.get(), false);
  const Hdf5Handle type = utf8_text_type();
  const Hdf5Handle space{H5Screate(H5S_SCALAR), H5Sclose};
  const Hdf5Handle dataset{
      checked(H5Dcreate2(file, name, type.get(), space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT), "create a text"),
      H5Dclose};
  const char* content = text.c_str();
  checked(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, static_cast<const void*>(&content)),
          "write a text");
}

constexpr std::size_t table_count = std::tuple_size_v<AllRows>;

template <class Row>
struct Table {
  std::optional<ColumnFile> file;
  TableBuffer<Row> buffer;

  void open(hid_t parent) {
    if (in_skeleton<Row>) {
      file.emplace(ColumnFile::open(parent, schema<Row>().group, column_infos<Row>(), chunk_rows<Row>()));
    } else {
      file.emplace(create_table<Row>(parent));
    }
  }
};

template <class Rows>
struct TablesOf;
template <class... Rows>
struct TablesOf<std::tuple<Rows...>> {
  using Type = std::tuple<Table<Rows>...>;
};

}  // namespace

class TraceWriter::File {
 public:
  File(const std::filesystem::path& path, const TraceHeader& header) : path_{path.string()}, file_{create_file(path)} {
    void* descriptor = nullptr;
    checked(H5Fget_vfd_handle(file_.get(), H5P_DEFAULT, &descriptor), "find the file descriptor");
    descriptor_ = *static_cast<int*>(descriptor);
    reserve_ = DiskReserve{descriptor_};
    keep_metadata_in_memory(file_.get());
    write_header(file_.get(), header);
    write_text(file_.get(), "scenario_yaml", header.scenario_yaml);
    flushed_ = {checked(H5Dopen2(file_.get(), "flushed", H5P_DEFAULT), "open /flushed"), H5Dclose};
    safely([&] { flush(0); });
  }

  ~File() {
    if (!finished_) abandon();
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  template <class Row>
  void append(const Row& row, double now_s) {
    auto& table = std::get<Table<Row>>(tables_);
    table.buffer.push(row);
    if (table.buffer.count() == chunk_rows<Row>()) safely([&] { write(table); });
    if (++rows_since_flush_ >= flush_rows) safely([&] { flush(now_s); });
  }

  void keep(double now_s) {
    safely([&] { flush(now_s); });
  }

  void finish(double end_s, const std::string& end_reason) {
    safely([&] {
      write_attribute(file_.get(), "end_reason", end_reason);
      flush(end_s);
      update_attribute(file_.get(), "complete", std::int64_t{1});
      checked(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), "flush the trace");
    });
    finished_ = true;
  }

 private:
  template <class Visit>
  void for_each_table(const Visit& visit) {
    std::apply([&](auto&... table) { (visit(table), ...); }, tables_);
  }

  /// The end of what HDF5 has laid out so far, whether or not it is on the disk.
  std::uint64_t laid_out() const {
    hsize_t size = 0;
    checked(H5Fget_filesize(file_.get(), &size), "measure the trace");
    return size;
  }

  template <class Row>
  void write(Table<Row>& table) {
    if (table.buffer.count() == 0) return;
    constexpr std::uint64_t new_table = 1 << 18;  // object headers of a table that appears
    if (!table.file) {
      reserve_.ensure(laid_out() + new_table);
      table.open(file_.get());
    }
    reserve_.ensure(laid_out() + table.file->worst_case_bytes(table.buffer.values()));
    table.file->append(table.buffer.values(), table.buffer.count());
    table.buffer.clear();
  }

  void flush(double now_s) {
    for_each_table([&](auto& table) { write(table); });
    constexpr std::uint64_t small_changes = 1 << 16;  // the counts, an attribute
    reserve_.ensure(laid_out() + small_changes);
    checked(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), "flush the trace");
    std::array<std::int64_t, table_count> counts{};
    std::size_t position = 0;
    for_each_table([&](auto& table) { counts[position++] = table.file ? static_cast<std::int64_t>(table.file->rows()) : 0; });
    checked(H5Dwrite(flushed_.get(), H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, counts.data()), "write /flushed");
    update_attribute(file_.get(), "end_s", now_s);
    checked(H5Fflush(file_.get(), H5F_SCOPE_LOCAL), "flush the trace");
    rows_since_flush_ = 0;
  }

  template <class Step>
  void safely(const Step& step) {
    if (abandoned_) throw RunError{fmt::format("{}: nothing more can be written", path_)};
    try {
      step();
    } catch (const DiskFull& full) {
      abandon();
      throw RunError{fmt::format("{}: {}. The trace stands as of its last flush and can be read.", path_, full.why)};
    }
  }

  /// Closes without another byte in the file: HDF5's own closing would flush, and fail half-way on a full disk.
  void abandon() {
    abandoned_ = true;
    const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nowhere < 0) return;
    dup2(nowhere, descriptor_);
    close(nowhere);
  }

  std::string path_;
  Hdf5Handle file_;
  int descriptor_ = -1;
  DiskReserve reserve_;
  Hdf5Handle flushed_;
  TablesOf<AllRows>::Type tables_;
  std::uint64_t rows_since_flush_ = 0;
  bool finished_ = false;
  bool abandoned_ = false;
};

TraceWriter::TraceWriter(const std::filesystem::path& file, const TraceHeader& header) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  impl_ = std::make_unique<File>(file, header);
}

TraceWriter::~TraceWriter() = default;

template <class Row>
void TraceWriter::append(const Row& row, double now_s) {
  impl_->append(row, now_s);
}

void TraceWriter::keep(double now_s) { impl_->keep(now_s); }

void TraceWriter::finish(double end_s, const std::string& end_reason) { impl_->finish(end_s, end_reason); }

template void TraceWriter::append(const SiteRow&, double);
template void TraceWriter::append(const HostRow&, double);
template void TraceWriter::append(const HostStateRow&, double);
template void TraceWriter::append(const LinkRow&, double);
template void TraceWriter::append(const ClientRow&, double);
template void TraceWriter::append(const RoundRow&, double);
template void TraceWriter::append(const EvaluationRow&, double);
template void TraceWriter::append(const ParticipationRow&, double);
template void TraceWriter::append(const TransferRow&, double);
template void TraceWriter::append(const HostEnergyRow&, double);
template void TraceWriter::append(const LinkEnergyRow&, double);
template void TraceWriter::append(const HostTotalRow&, double);
template void TraceWriter::append(const PluginEnergyRow&, double);
template void TraceWriter::append(const SignalRow&, double);
template void TraceWriter::append(const LabelRow&, double);
template void TraceWriter::append(const ValidationRow&, double);
template void TraceWriter::append(const LearningMetricsRow&, double);
template void TraceWriter::append(const TopologyRow&, double);
template void TraceWriter::append(const BatteryPackRow&, double);
template void TraceWriter::append(const BatteryRow&, double);

}  // namespace roundwatt
