#include "sim/trace/trace_reader.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <tuple>

#include "sim/base/error.hpp"
#include "sim/base/run_length.hpp"
#include "sim/trace/column_reader.hpp"
#include "sim/trace/file_lock.hpp"
#include "sim/trace/header_reader.hpp"
#include "sim/trace/time_limit.hpp"

namespace roundwatt {

namespace {

constexpr std::size_t table_count = std::tuple_size_v<AllRows>;
constexpr std::uint64_t block_rows = 8192;
constexpr int hdf5_seconds = 10;  // opening takes milliseconds, a block less

/// The place of a table in AllRows and in /flushed.
template <class Row, std::size_t at = 0>
constexpr std::size_t position() {
  if constexpr (std::is_same_v<Row, std::tuple_element_t<at, AllRows>>) {
    return at;
  } else {
    return position<Row, at + 1>();
  }
}

[[noreturn]] void refuse(const std::string& file, const std::string& why) {
  throw UserError{std::vector{Problem{file, 0, why}}};
}

Hdf5Handle open_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  const int probe = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (probe < 0) refuse(name, fmt::format("cannot be read: {}.", std::strerror(errno)));
  const FileLock lock = try_lock_for_reading(probe);
  close(probe);
  if (std::filesystem::is_directory(path)) refuse(name, "is a folder. Name a trace in it.");
  if (H5Fis_hdf5(path.c_str()) <= 0) refuse(name, "is no HDF5 file, hence no trace.");
  // Filters of a foreign file are not loaded from plug-ins.
  H5PLset_loading_state(0);
  errno = 0;
  Hdf5Handle file{H5Fopen(path.c_str(), H5F_ACC_RDONLY, file_access(lock).get()), H5Fclose};
  if (!file.valid() && lock == FileLock::held) refuse(name, "is locked: a run still writes to it. Wait for its end.");
  if (!file.valid() && (errno == EMFILE || errno == ENFILE || errno == EACCES || errno == EIO)) {
    refuse(name, fmt::format("cannot be opened: {}.", std::strerror(errno)));
  }
  if (!file.valid()) refuse(name, "cannot be opened as HDF5: it is cut off or damaged.");
  return file;
}

using RowCounts = std::array<std::int64_t, table_count>;

RowCounts read_flushed(hid_t file, const std::string& name, bool is_later) {
  const ColumnInfo info{"flushed", ColumnType::int64, "", "", {}};
  const ColumnReader column{file, "", info, name};
  constexpr std::uint64_t tables_of_1_0 = 14;
  // Of a later 1.x there are more: tables that are new stand behind the others, and are left out.
  if (column.size() < tables_of_1_0 || (column.size() > table_count && !is_later)) {
    refuse(name, "is no trace that can be read: /flushed has the wrong length.");
  }
  column.require(column.size());
  const auto values = std::get<std::vector<std::int64_t>>(column.read(0, std::min<std::uint64_t>(column.size(), table_count)));
  RowCounts counts{};
  std::copy(values.begin(), values.end(), counts.begin());
  if (std::any_of(counts.begin(), counts.end(), [](std::int64_t count) { return count < 0; })) {
    refuse(name, "is damaged: /flushed counts less than no rows.");
  }
  return counts;
}

/// The columns of one table, and how many of their rows are safe.
struct TableFile {
  std::vector<ColumnReader> columns;
  std::uint64_t rows = 0;
};

template <class Row>
TableFile open_table(hid_t file, std::uint64_t flushed, const std::string& name) {
  TableFile table;
  const auto& declared = schema<Row>();
  table.columns.reserve(declared.columns.size());
  for (const auto& column : declared.columns) table.columns.emplace_back(file, declared.group, column.info, name);
  for (const ColumnReader& column : table.columns) column.require(flushed);
  table.rows = flushed;
  return table;
}

/// In a complete trace every row was made safe: a longer column is a foreign one.
template <class Row>
void check_lengths(const TableFile& table, const std::string& name) {
  for (const ColumnReader& column : table.columns) {
    if (column.is_there() && column.size() != table.rows) {
      refuse(name, fmt::format("is damaged: /{}/{} has {} rows, the table has {}.", schema<Row>().group, column.name(),
                               column.size(), table.rows));
    }
  }
}

}  // namespace

class TraceReader::File {
 public:
  explicit File(const std::filesystem::path& path)
      : name_{path.string()}, file_{open_file(path)}, header_{read_header(file_.get(), name_)} {
    const RowCounts flushed = read_flushed(file_.get(), name_, header_.is_of_later_format());
    open_all(flushed, std::make_index_sequence<table_count>{});
    if (!header_.complete) {
      reach(last_end<HostEnergyRow>());
      reach(last_end<HostTotalRow>());
      reach(last_end<LinkEnergyRow>());
      reach(last_end<ParticipationRow>());
      reach(last_end<RoundRow>());
      reach(last_end<TransferRow>());
    }
  }

  const TraceHeader& header() const { return header_; }
  const std::string& name() const { return name_; }

  template <class Row>
  const TableFile* table() const {
    const auto found = tables_.find(position<Row>());
    return found == tables_.end() ? nullptr : &found->second;
  }

  template <class Row>
  std::vector<Row> read(std::uint64_t first, std::uint64_t count) const {
    const TableFile* table_file = table<Row>();
    const std::uint64_t rows = table_file == nullptr ? 0 : table_file->rows;
    if (first > rows || count > rows - first) {
      refuse(name_, fmt::format("/{} has {} rows: rows from {} to {} were asked for.", schema<Row>().group, rows, first,
                                first + count));
    }
    std::vector<Row> result(count);
    if (table_file == nullptr) return result;
    const TimeLimit limit{hdf5_seconds};
    const auto& columns = schema<Row>().columns;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const ColumnValues values = table_file->columns[i].read(first, count);
      for (std::size_t row = 0; row < count; ++row) columns[i].assign(result[row], values, row);
    }
    return result;
  }

 private:
  template <std::size_t... at>
  void open_all(const RowCounts& flushed, std::index_sequence<at...>) {
    (open_if_there<std::tuple_element_t<at, AllRows>>(static_cast<std::uint64_t>(flushed[at])), ...);
  }

  /// When the last row of a table that stands in the order of end_s ended; 0 without rows.
  template <class Row>
  double last_end() const {
    const TableFile* table_file = table<Row>();
    if (table_file == nullptr || table_file->rows == 0) return 0;
    return read<Row>(table_file->rows - 1, 1).front().end_s;
  }

  /// The end that a run wrote down before it was cut off may be older than its last rows.
  void reach(double end_s) {
    if (end_s > latest_instant_s) refuse(name_, "is damaged: its last rows end later than any run.");
    if (end_s > header_.end_s) header_.end_s = end_s;
  }

  template <class Row>
  void open_if_there(std::uint64_t flushed) {
    const std::string& group = schema<Row>().group;
    if (!has_object(file_.get(), group, name_)) {
      if (flushed > 0) refuse(name_, fmt::format("is damaged: /{} is missing.", group));
      return;
    }
    TableFile table_file = open_table<Row>(file_.get(), flushed, name_);
    if (header_.complete) check_lengths<Row>(table_file, name_);
    tables_.emplace(position<Row>(), std::move(table_file));
  }

  std::string name_;
  Hdf5Handle file_;
  TraceHeader header_;
  std::map<std::size_t, TableFile> tables_;
};

void leave_nothing_for_exit() { H5dont_atexit(); }

TraceReader::TraceReader(const std::filesystem::path& file) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  const TimeLimit limit{hdf5_seconds};
  impl_ = std::make_unique<File>(file);
}

TraceReader::~TraceReader() {
  const TimeLimit limit{hdf5_seconds};
  impl_.reset();
}
TraceReader::TraceReader(TraceReader&&) noexcept = default;
TraceReader& TraceReader::operator=(TraceReader&&) noexcept = default;

const TraceHeader& TraceReader::header() const { return impl_->header(); }
const std::string& TraceReader::file() const { return impl_->name(); }

template <class Row>
bool TraceReader::has() const {
  return impl_->table<Row>() != nullptr;
}

template <class Row>
std::uint64_t TraceReader::count() const {
  const TableFile* table = impl_->table<Row>();
  return table == nullptr ? 0 : table->rows;
}

template <class Row>
std::vector<Row> TraceReader::read(std::uint64_t first, std::uint64_t count) const {
  return impl_->read<Row>(first, count);
}

template <class Row>
void TraceReader::for_each(const std::function<void(const Row&)>& visit) const {
  const std::uint64_t rows = count<Row>();
  for (std::uint64_t first = 0; first < rows; first += block_rows) {
    for (const Row& row : read<Row>(first, std::min(block_rows, rows - first))) visit(row);
  }
}

#define ROUNDWATT_READ(Row)                                                        \
  template bool TraceReader::has<Row>() const;                                     \
  template std::uint64_t TraceReader::count<Row>() const;                          \
  template std::vector<Row> TraceReader::read(std::uint64_t, std::uint64_t) const; \
  template void TraceReader::for_each(const std::function<void(const Row&)>&) const

ROUNDWATT_READ(SiteRow);
ROUNDWATT_READ(HostRow);
ROUNDWATT_READ(HostStateRow);
ROUNDWATT_READ(LinkRow);
ROUNDWATT_READ(ClientRow);
ROUNDWATT_READ(RoundRow);
ROUNDWATT_READ(EvaluationRow);
ROUNDWATT_READ(ParticipationRow);
ROUNDWATT_READ(TransferRow);
ROUNDWATT_READ(HostEnergyRow);
ROUNDWATT_READ(LinkEnergyRow);
ROUNDWATT_READ(HostTotalRow);
ROUNDWATT_READ(PluginEnergyRow);
ROUNDWATT_READ(SignalRow);
ROUNDWATT_READ(LabelRow);
ROUNDWATT_READ(ValidationRow);
ROUNDWATT_READ(LearningMetricsRow);
ROUNDWATT_READ(TopologyRow);
ROUNDWATT_READ(BatteryPackRow);
ROUNDWATT_READ(BatteryRow);

#undef ROUNDWATT_READ

}  // namespace roundwatt
