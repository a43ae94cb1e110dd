#include <fmt/format.h>

#include <cmath>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/federation/interval_availability.hpp"

namespace roundwatt {

namespace {

class AvailabilityReader {
 public:
  AvailabilityReader(const CsvTable& table, std::size_t clients)
      : table_{table},
        client_{*table.column("client")},
        start_{*table.column("start")},
        end_{*table.column("end")},
        last_(clients) {
    record_.clients = clients;
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
    const auto number = parse_number(row.cells[client_]);
    if (!number || *number != std::floor(*number) || *number < 0 || *number >= static_cast<double>(record_.clients)) {
      refuse(row, fmt::format("client = '{}' must be a whole number from 0 to {}.", row.cells[client_], record_.clients - 1));
      return;
    }
    const auto start = instant(row, "start", row.cells[start_]);
    const auto end = instant(row, "end", row.cells[end_]);
    if (!start || !end) return;
    const ClientId client{static_cast<std::size_t>(*number)};
    if (*end < *start) {
      refuse(row, fmt::format("end = {} is before start = {}. Swap them.", *end, *start));
    } else if (in_order(row, client, *start)) {
      keep(row, {client, *start, *end});
    }
  }

  std::optional<double> instant(const CsvRow& row, const char* column, const std::string& cell) {
    const auto number = parse_number(cell);
    if (number && *number >= 0 && *number <= longest_s) return number;
    refuse(row,
           fmt::format("{} = '{}' must be a number of seconds from 0 to {}.{}", column, cell, longest_s, comma_advice(cell)));
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

  void keep(const CsvRow& row, const AvailableInterval& interval) {
    const bool empty = interval.end_s == interval.start_s;
    Last& last = last_[interval.client.index()];
    last = {interval.start_s, interval.end_s, row.line, last.is_available || !empty};
    if (interval.end_s > record_.length_s) {
      record_.length_s = interval.end_s;
      latest_line_ = row.line;
    }
    if (empty) {
      ++record_.empty_intervals;
    } else {
      record_.intervals.push_back(interval);
    }
  }

  void refuse(const CsvRow& row, std::string why) { problems_.add(table_.file, row.line, std::move(why)); }

  static constexpr double longest_s = 1e12;

  const CsvTable& table_;
  std::size_t client_, start_, end_;
  std::vector<Last> last_;  ///< by client
  ProblemList problems_{most_csv_problems};
  AvailabilityRecord record_;
  int latest_line_ = 0;  ///< of the interval that ends last
};

}  // namespace

AvailabilityRecord read_availability(const std::filesystem::path& file, std::size_t clients, std::optional<double> length) {
  const CsvTable table = read_csv(file);
  check_columns(table, {"client", "start", "end"}, {});
  return AvailabilityReader{table, clients}.read(length);
}

}  // namespace roundwatt
