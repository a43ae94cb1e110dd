#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/column_scale.hpp"
#include "analysis/report/report.hpp"

namespace fedjoule {

namespace {

/// Characters, not bytes, of UTF-8 text.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string padding(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ');
}

/// A column, ready to print: title and cells as text, all padded to one width.
struct TextColumn {
  std::string title;
  std::vector<std::string> cells;
  bool to_the_left = false;  ///< text; numbers stand to the right

  std::size_t width() const {
    std::size_t widest = width_of(title);
    for (const std::string& cell : cells) widest = std::max(widest, width_of(cell));
    return widest;
  }
  std::string padded(const std::string& text) const {
    return to_the_left ? text + padding(text, width()) : padding(text, width()) + text;
  }
};

std::vector<ReportValue> column_values(const ReportTable& table, std::size_t at) {
  std::vector<ReportValue> values;
  for (const auto& row : table.rows) values.push_back(row[at]);
  return values;
}

TextColumn text_column(const ReportTable& table, std::size_t at) {
  const ReportColumn& column = table.columns[at];
  std::vector<ReportValue> compared;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].measure != column.measure) continue;
    for (ReportValue& value : column_values(table, i)) compared.push_back(std::move(value));
  }
  const std::vector<ReportValue> values = column_values(table, at);
  const ColumnScale scale{column.measure, values, compared};
  TextColumn result{scale.unit().empty() ? column.title : fmt::format("{} [{}]", column.title, scale.unit()),
                    {},
                    column.measure == Measure::text};
  for (const ReportValue& value : values) result.cells.push_back(scale.text(value));
  return result;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string table_text(const ReportTable& table) {
  if (table.most_shown == 0) return "";
  if (table.rows.empty()) {
    return table.empty_because.empty() ? "" : fmt::format("\n  {}: {}.\n", table.title, table.empty_because);
  }
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(text_column(table, i));
  std::string head = " ";
  for (const TextColumn& column : columns) head += fmt::format(" {} ", column.padded(column.title));
  std::string text = fmt::format("\n  {}\n{}\n", table.title, without_trailing_blanks(head));
  const std::size_t rows = table.rows.size();
  const bool shortened = rows > table.most_shown;
  const std::size_t first_left_out = shortened ? table.most_shown - table.most_shown / 3 : rows;
  const std::size_t last_left_out = shortened ? rows - table.most_shown / 3 : rows;
  for (std::size_t row = 0; row < rows; ++row) {
    if (row == first_left_out) text += fmt::format("  … {} more: --csv and --json have all\n", last_left_out - first_left_out);
    if (row >= first_left_out && row < last_left_out) continue;
    std::string line = " ";
    for (const TextColumn& column : columns) line += fmt::format(" {} ", column.padded(column.cells[row]));
    text += without_trailing_blanks(line) + "\n";
  }
  return text;
}

/// \p text in lines of at most \p width characters, broken at blanks; further lines are indented.
std::string wrapped(const std::string& text, std::size_t width, std::size_t indentation) {
  std::string result;
  std::size_t line_width = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = text.substr(begin, end - begin);
    begin = end + 1;
    if (line_width > 0 && line_width + 1 + width_of(word) > width) {
      result += fmt::format("\n{}", std::string(indentation, ' '));
      line_width = 0;
    }
    result += line_width > 0 ? fmt::format(" {}", word) : word;
    line_width += width_of(word) + (line_width > 0 ? 1 : 0);
  }
  return result;
}

std::string facts_text(const std::vector<ReportFact>& facts) {
  constexpr std::size_t page_width = 120;
  std::size_t width = 0;
  for (const ReportFact& fact : facts) width = std::max(width, width_of(fact.label.title));
  const std::size_t indentation = width + 4;
  std::string text;
  for (const ReportFact& fact : facts) {
    const std::string value = wrapped(value_text(fact.label.measure, fact.value), page_width - indentation, indentation);
    text +=
        without_trailing_blanks(fmt::format("  {}{}  {}", fact.label.title, padding(fact.label.title, width), value)) + "\n";
  }
  return text;
}

}  // namespace

std::string render_text(const Report& report) {
  std::string text;
  for (const ReportSection& section : report.sections) {
    if (!text.empty()) text += "\n";
    text += section.name + "\n";
    for (const std::string& mark : section.marks) text += fmt::format("  !! {}\n", mark);
    text += facts_text(section.facts);
    if (!section.drawing.empty()) text += "\n";
    for (const std::string& line : section.drawing) text += without_trailing_blanks(fmt::format("  {}", line)) + "\n";
    for (const ReportTable& table : section.tables) text += table_text(table);
  }
  return text;
}

}  // namespace fedjoule
