#include "sim/learning/given_partition.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>

#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/base/unit.hpp"
#include "sim/learning/bounded_file.hpp"

namespace roundwatt {

namespace {

class AssignmentReader {
 public:
  AssignmentReader(std::size_t samples, const std::filesystem::path& file)
      : file_{file}, table_{parse_csv(read_bounded_file(file, most_data_bytes), file.string())}, client_of_(samples) {}

  StoredPartition read() {
    const auto sample = table_.column("sample");
    const auto client = table_.column("client");
    if (!sample || !client) {
      throw UserError{std::vector{Problem{file_.string(), table_.header_line, "needs the columns sample and client."}}};
    }
    for (const CsvRow& row : table_.rows) assign(row.line, row.cells[*sample], row.cells[*client]);
    const ClientRows rows = collect();
    check_no_gaps(rows);
    problems_.throw_if_any();
    return StoredPartition{rows};
  }

 private:
  /// A whole number below the number of samples: there are no more clients than samples.
  std::optional<std::size_t> number(int line, const char* key, const std::string& cell) {
    const auto value = parse_number(cell);
    if (value && *value >= 0 && *value < static_cast<double>(client_of_.size()) && *value == std::floor(*value)) {
      return static_cast<std::size_t>(*value);
    }
    problems_.add(file_, line,
                  fmt::format("{} = '{}' must be a whole number from 0 to {}: the training set has {} samples.", key, cell,
                              client_of_.size() - 1, client_of_.size()));
    return std::nullopt;
  }

  void assign(int line, const std::string& sample_cell, const std::string& client_cell) {
    const auto sample = number(line, "sample", sample_cell);
    const auto client = number(line, "client", client_cell);
    if (!sample || !client) return;
    if (client_of_[*sample]) {
      problems_.add(file_, line, fmt::format("sample {} is with client {} already.", *sample, *client_of_[*sample]));
    } else {
      client_of_[*sample] = client;
    }
  }

  ClientRows collect() {
    ClientRows rows;
    for (std::size_t sample = 0; sample < client_of_.size(); ++sample) {
      const auto& client = client_of_[sample];
      if (!client) {
        problems_.add(file_, 0, fmt::format("sample {} has no row: each needs a client.", sample));
        continue;
      }
      if (*client >= rows.size()) rows.resize(*client + 1);
      rows[*client].push_back(static_cast<SampleRow>(sample));
    }
    return rows;
  }

  void check_no_gaps(const ClientRows& rows) {
    for (std::size_t client = 0; client < rows.size(); ++client) {
      if (!rows[client].empty()) continue;
      problems_.add(
          file_, 0,
          fmt::format("client {} has no sample, but client {} does. Number them without gaps.", client, rows.size() - 1));
    }
  }

  std::filesystem::path file_;
  CsvTable table_;
  std::vector<std::optional<std::size_t>> client_of_;
  ProblemList problems_{most_csv_problems};
};

}  // namespace

StoredPartition partition_naturally(const DataSplits& splits) {
  if (splits.clients.rows.empty()) {
    throw UserError{fmt::format("{} has no clients of its own: name another partition than natural.", splits.train.name)};
  }
  return StoredPartition{splits.clients.rows};
}

StoredPartition partition_from_csv(std::size_t samples, const std::filesystem::path& file) {
  return AssignmentReader{samples, file}.read();
}

}  // namespace roundwatt
