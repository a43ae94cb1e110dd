#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/csv.hpp"

namespace roundwatt {

/// Whose a row of a CSV file is: in a column `client` a whole number from 0 or the name of a device, in a column `device` a
/// name.
class ClientColumn {
 public:
  /// What the table calls the column, for check_columns(): device where it has that and no client.
  static std::string name_in(const CsvTable& table);

  /// \p devices: the name of the device of each client; empty where clients have none. The table has the column.
  ClientColumn(const CsvTable& table, const std::vector<std::string>& devices);

  /// The client of \p row, below \p clients; nothing where it is none.
  std::optional<std::size_t> client_of(const CsvRow& row, std::size_t clients) const;
  /// Whether \p row names a device, and gives no number.
  bool is_name(const CsvRow& row) const;
  const std::string& cell(const CsvRow& row) const { return row.cells[column_]; }
  /// Why client_of() found nothing, up to the full stop: "client = 'x' must be a whole number from 0 to 9, or …".
  std::string complaint(const CsvRow& row, std::size_t clients) const;

 private:
  std::string name_;
  std::size_t column_;
  std::vector<std::string> devices_;
  std::map<std::string, std::size_t, std::less<>> by_device_;
};

}  // namespace roundwatt
