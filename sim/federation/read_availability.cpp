#include <fmt/format.h>

#include <algorithm>

#include "sim/base/calendar.hpp"
#include "sim/base/client_column.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/interval_availability.hpp"

namespace roundwatt {

namespace {

class AvailabilityReader {
 public:
  AvailabilityReader(const CsvTable& table, const AvailabilityOwners& owners)
      : table_{table},
        owner_{table, owners.devices},
        run_start_{owners.start},
        start_{*table.column("start")},
        end_{*table.column("end")},
        last_(owners.clients) {
    record_.clients = owners.clients;
  }

  AvailabilityRecord read(std::optional<double> length) {
    for (const CsvRow& row : table_.rows) take(row);
    problems_.throw_if_any();
    for (const Last& last : last_) record_.never_available += last.is_available ? 0 : 1;
    if (length && *length < record_.length_s) {
      throw UserError{std::vector{Problem{
          table_.file, latest_line_,
          fmt::format("end = {} is after the end of the record, {} s. Lengthen the record.", record_.length_s, *length)}}};
    }
    if (length) record_.length_s = *length;
    if (record_.length_s == 0) throw UserError{std::vector{Problem{table_.file, 0, "has only empty intervals. Add others."}}};
    return std::move(record_);
  }

 private:
  struct Last {
    double start_s = 0, end_s = 0;
    int line = 0;  ///< 0: none
    bool is_available = false;
  };

  void take(const CsvRow& row) {
    const auto number = owner_.client_of(row, record_.clients);
    if (!number) return refuse(row, owner_.complaint(row, record_.clients));
    const auto start = instant(row, "start", row.cells[start_]);
    const auto end = instant(row, "end", row.cells[end_]);
    if (!start || !end) return;
    const ClientId client{*number};
    if (*end < *start) {
      refuse(row, fmt::format("end = {} is before start = {}. Swap them.", *end, *start));
    } else if (in_order(row, client, *start)) {
      keep(row, client, *start, *end);
    }
  }

  /// Seconds since the start of the run; below 0 for a timestamp before it.
  std::optional<double> instant(const CsvRow& row, const char* column, const std::string& cell) {
    const auto number = parse_number(cell);
    if (number && *number >= 0 && *number < first_unix_time_s) return number;
    if (const auto time = number ? std::nullopt : parse_utc(cell)) return time->epoch_s - run_start_.epoch_s;
    if (number && *number >= first_unix_time_s && *number <= 1e12) {
      refuse(row,
             fmt::format("{} = '{}' would be {:.0f} years after the start of the run. UNIX times are written as timestamps: "
                         "{}.",
                         column, cell, *number / (365.25 * 86400), utc_text(UtcTime{*number})));
    } else {
      refuse(row, fmt::format("{} = '{}' must be a number of seconds from 0 to {:g}, or a timestamp such as "
                              "2021-02-16T08:00:00Z.{}",
                              column, cell, first_unix_time_s, comma_advice(cell)));
    }
    return std::nullopt;
  }

  bool in_order(const CsvRow& row, ClientId client, double start) {
    const Last& last = last_[client.index()];
    if (last.line == 0 || start >= last.end_s) return true;
    refuse(row,
           start < last.start_s
               ? fmt::format("client {} starts at {}, before its row in line {}, at {}. Sort the rows of a client by start.",
                             client.row, start, last.line, last.start_s)
               : fmt::format("client {} starts at {}, but its row in line {} ends at {}. Join intervals that overlap.",
                             client.row, start, last.line, last.end_s));
    return false;
  }

  void keep(const CsvRow& row, ClientId client, double start, double end) {
    const AvailableInterval interval{client, std::max(start, 0.0), std::max(end, 0.0)};
    const bool empty = interval.end_s == interval.start_s;
    Last& last = last_[interval.client.index()];
    last = {start, end, row.line, last.is_available || !empty};
    if (interval.end_s > record_.length_s) {
      record_.length_s = interval.end_s;
      latest_line_ = row.line;
    }
    if (end > start && empty) {
      ++record_.intervals_before_start;
    } else if (empty) {
      ++record_.empty_intervals;
    } else {
      record_.intervals.push_back(interval);
    }
  }

  void refuse(const CsvRow& row, std::string why) { problems_.add(table_.file, row.line, std::move(why)); }

  /// A number from here on, years after any start, is one of seconds since 1970.
  static constexpr double first_unix_time_s = 5e8;

  const CsvTable& table_;
  ClientColumn owner_;
  UtcTime run_start_;
  std::size_t start_, end_;
  std::vector<Last> last_;  ///< by client
  ProblemList problems_{most_csv_problems};
  AvailabilityRecord record_;
  int latest_line_ = 0;  ///< of the interval that ends last
};

}  // namespace

AvailabilityRecord read_availability(const std::filesystem::path& file, const AvailabilityOwners& owners,
                                     std::optional<double> length) {
  const CsvTable table = read_csv(file);
  check_columns(table, {ClientColumn::name_in(table), "start", "end"}, {});
  return AvailabilityReader{table, owners}.read(length);
}

}  // namespace roundwatt
