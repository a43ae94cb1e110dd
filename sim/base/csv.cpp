#include "sim/base/csv.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "sim/base/error.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/text_file.hpp"
#include "sim/base/unit.hpp"

namespace roundwatt {

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
          name, line,
          "a quote stands inside a plain cell, or text after a quoted one. Quote cells as \"…\", quotes inside as \"\"."}}};
    }
  }
  if (csv_fini(&parser, on_field, on_row, &records) != 0) {
    throw UserError{
        std::vector{Problem{name, records.current.line, "a quote that is opened in this row is never closed. Close it."}}};
  }
  return records;
}

/// A table has no control characters: they come from other kinds of files.
void check_bytes(std::string_view text, const std::string& name) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    throw UserError{std::vector{Problem{name, 1, "the text is in UTF-16. Save it as UTF-8."}}};
  }
  const std::size_t bad = text.find('\0');
  if (bad == std::string_view::npos) return;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
  throw UserError{std::vector{Problem{name, static_cast<int>(line), "a byte 0x00 is no text. Is this a CSV file?"}}};
}

/// Spreadsheets of countries with a decimal comma part cells otherwise.
void check_separator(const CsvTable& table) {
  if (table.header.size() != 1) return;
  for (const char separator : {';', '\t'}) {
    const std::string shown = separator == ';' ? "semicolons" : "tabs";
    if (table.header.front().find(separator) == std::string::npos) continue;
    throw UserError{std::vector{
        Problem{table.file, table.header_line,
                fmt::format("cells are parted by {}. Part them by commas, and write decimals with a point: 0.31.", shown)}}};
  }
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What to say of a row with too many cells, two of which may be one number with a decimal comma; else empty. Which two is not
/// guessed.
std::string comma_between(const std::vector<std::string>& cells) {
  const bool digits_follow_digits =
      std::adjacent_find(cells.begin(), cells.end(), [](const std::string& whole, const std::string& decimals) {
        return is_digits(std::string_view{whole}.substr(whole.starts_with('-') ? 1 : 0)) && is_digits(decimals);
      }) != cells.end();
  return digits_follow_digits ? " A decimal comma makes two cells of one number: write decimals with a point, such as 0.31."
                              : "";
}

void drop_empty_cells_beyond(std::vector<std::string>& cells, std::size_t count) {
  while (cells.size() > count && cells.back().empty()) cells.pop_back();
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header.begin());
}

void check_columns(const CsvTable& table, const std::vector<std::string>& required, const std::vector<std::string>& optional) {
  ProblemList problems{most_csv_problems};
  const auto refuse = [&](const std::string& why) { problems.add(table.file, table.header_line, why); };
  for (const std::string& name : required) {
    if (!table.column(name)) refuse(fmt::format("the column {} is missing.{}", name, did_you_mean(name, table.header)));
  }
  std::vector<std::string> known = required;
  known.insert(known.end(), optional.begin(), optional.end());
  for (auto name = table.header.begin(); name != table.header.end(); ++name) {
    const bool repeated = std::find(table.header.begin(), name, *name) != name;
    const bool is_known = std::find(known.begin(), known.end(), *name) != known.end();
    if (is_known && repeated) refuse(fmt::format("the column {} stands there twice. Remove one.", *name));
    const std::string hint = did_you_mean(*name, optional);
    if (!is_known && !hint.empty()) refuse(fmt::format("nothing reads the column {}.{}", *name, hint));
  }
  problems.throw_if_any();
  if (table.rows.empty()) throw UserError{std::vector{Problem{table.file, 0, "has no rows below its header. Add some."}}};
}

CsvTable read_csv(const std::filesystem::path& file) { return parse_csv(read_text_file(file, largest_csv), file.string()); }

CsvTable parse_csv(std::string_view text, const std::string& name) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  check_bytes(text, name);
  Records records = split_records(text, name);
  if (records.rows.empty()) throw UserError{std::vector{Problem{name, 0, "is empty: a header line is needed."}}};
  CsvTable table{name, records.rows.front().line, std::move(records.rows.front().cells), {}};
  drop_empty_cells_beyond(table.header, 1);
  check_separator(table);
  ProblemList problems{most_csv_problems};
  for (auto row = records.rows.begin() + 1; row != records.rows.end(); ++row) {
    drop_empty_cells_beyond(row->cells, table.header.size());
    if (row->cells.size() == table.header.size()) {
      table.rows.push_back(std::move(*row));
    } else {
      problems.add(name, row->line,
                   fmt::format("{} cell{}, but the header has {}.{}", row->cells.size(), row->cells.size() == 1 ? "" : "s",
                               table.header.size(), row->cells.size() > table.header.size() ? comma_between(row->cells) : ""));
    }
  }
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

}  // namespace roundwatt
