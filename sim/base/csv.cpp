#include "sim/base/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "sim/base/error.hpp"
#include "sim/base/text_file.hpp"

namespace fedjoule {

namespace {

/// What libcsv's callbacks fill: complete records, each with the line on which it starts.
struct Records {
  std::vector<CsvRow> rows;
  CsvRow current;
};

void on_field(void* text, std::size_t size, void* records) {
  static_cast<Records*>(records)->current.cells.emplace_back(static_cast<const char*>(text), size);
}

/// Feeds one physical line at a time, so that each record knows its line and comments can be left out.
Records split_records(std::string_view text, const std::string& name) {
  Records records;
  csv_parser parser{};
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) throw RunError{"the CSV parser does not start"};
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> guard{&parser, csv_free};
  const auto on_row = [](int, void* data) {
    auto& all = *static_cast<Records*>(data);
    all.rows.push_back(std::move(all.current));
    all.current = {};
  };
  int line = 0;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? text.size() : newline + 1;
    const std::string_view piece = text.substr(begin, end - begin);
    begin = end;
    ++line;
    const bool between_records = parser.quoted == 0;
    if (between_records) records.current.line = line;
    if (between_records && piece.front() == '#') continue;
    if (csv_parse(&parser, piece.data(), piece.size(), on_field, on_row, &records) != piece.size()) {
      throw UserError{std::vector{Problem{
          name, line, fmt::format("{}. Quote cells as \"…\", quotes inside as \"\".", csv_strerror(csv_error(&parser)))}}};
    }
  }
  if (csv_fini(&parser, on_field, on_row, &records) != 0) {
    throw UserError{std::vector{Problem{name, line, "a quoted cell is not closed before the end of the file."}}};
  }
  return records;
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

CsvTable read_csv(const std::filesystem::path& file) { return parse_csv(read_text_file(file), file.string()); }

CsvTable parse_csv(std::string_view text, const std::string& name) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  Records records = split_records(text, name);
  if (records.rows.empty()) throw UserError{std::vector{Problem{name, 0, "is empty: a header line is needed."}}};
  CsvTable table{name, records.rows.front().line, std::move(records.rows.front().cells), {}};
  ProblemList problems;
  constexpr std::size_t most_problems = 20;
  std::size_t ragged = 0;
  for (auto row = records.rows.begin() + 1; row != records.rows.end(); ++row) {
    if (row->cells.size() == table.header.size()) {
      table.rows.push_back(std::move(*row));
    } else if (++ragged <= most_problems) {
      problems.add(name, row->line, fmt::format("{} cells, but the header has {}.", row->cells.size(), table.header.size()));
    }
  }
  if (ragged > most_problems) problems.add(name, 0, fmt::format("{} rows in all have the wrong number of cells.", ragged));
  problems.throw_if_any();
  return table;
}

std::string csv_field(std::string_view text) {
  // Readers trim blanks around a plain field; # at the beginning of a line would make a comment of it.
  constexpr std::string_view blanks = " \t";
  const bool at_the_rim = !text.empty() && (blanks.find(text.front()) != std::string_view::npos ||
                                            blanks.find(text.back()) != std::string_view::npos || text.front() == '#');
  if (!at_the_rim && text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string{text};
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + "\"";
}

}  // namespace fedjoule
