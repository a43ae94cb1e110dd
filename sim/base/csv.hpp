#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fedjoule {

/// One record of a CSV file.
struct CsvRow {
  int line = 0;  ///< of the file, from 1
  std::vector<std::string> cells;
};

/// A CSV file with a header (RFC 4180; a byte-order mark, CRLF and lines that start with # are accepted).
struct CsvTable {
  std::string file;
  int header_line = 1;
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  std::optional<std::size_t> column(std::string_view name) const;
};

/// \throws UserError when the file cannot be read, is no CSV, has no header, or has rows that are longer or shorter than it.
CsvTable read_csv(const std::filesystem::path& file);

/// The same for text at hand; \p name stands for the file in errors.
CsvTable parse_csv(std::string_view text, const std::string& name);

/// A field as it stands in a CSV file: quoted where it must be.
std::string csv_field(std::string_view text);

}  // namespace fedjoule
