#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roundwatt {

/// One record of a CSV file.
struct CsvRow {
  int line = 0;  ///< of the file, from 1
  std::vector<std::string> cells;
};

/// What some programs put before a text in UTF-8.
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A CSV file with a header (RFC 4180; a byte-order mark, CRLF, lines that start with # and empty cells beyond the last column,
/// which spreadsheets leave, are accepted).
struct CsvTable {
  std::string file;
  int header_line = 1;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  std::optional<std::size_t> column(std::string_view name) const;
};

/// What anybody reads of the problems of one file; the others are counted.
constexpr std::size_t most_csv_problems = 20;
/// The largest CSV file that is read, bytes.
constexpr std::uintmax_t largest_csv = 1'000'000'000;

/// \throws UserError when the file cannot be read, is no CSV, has no header, or has rows that are longer or shorter than it.
CsvTable read_csv(const std::filesystem::path& file);

/// The same for text at hand; \p name stands for the file in errors.
CsvTable parse_csv(std::string_view text, const std::string& name);

/// Refuses a table that lacks one of the columns \p required, has one twice, has one that nearly has the name of one of the
/// \p optional, or has no rows; others are left alone. \throws UserError with every problem.
void check_columns(const CsvTable& table, const std::vector<std::string>& required, const std::vector<std::string>& optional);

/// A field as it stands in a CSV file: quoted where it must be.
std::string csv_field(std::string_view text);

}  // namespace roundwatt
