#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sim/base/calendar.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/error.hpp"
#include "sim/grid/grid_import.hpp"

namespace roundwatt {

/// Reads the cells of one file, and keeps what is wrong with them.
class CellReader {
 public:
  CellReader(const CsvTable& table, const ImportOptions& options, ImportedFile& file, ProblemList& problems)
      : table_{table}, options_{options}, file_{file}, problems_{problems} {}

  std::optional<UtcTime> time(const CsvRow& row, std::size_t column);
  /// Seconds after the start that the user gives.
  std::optional<UtcTime> offset(const CsvRow& row, std::size_t column);
  void take(const CsvRow& row, std::size_t column, ImportedPoint point, double factor = 1);
  /// Of a file that does not say.
  std::string zone();

 private:
  void problem(const CsvRow& row, std::size_t column, const std::string& why);

  const CsvTable& table_;
  const ImportOptions& options_;
  ImportedFile& file_;
  ProblemList& problems_;
  bool asked_for_start_ = false;
};

}  // namespace roundwatt
