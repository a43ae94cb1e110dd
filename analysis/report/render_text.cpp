#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/column_scale.hpp"
#include "analysis/report/report.hpp"
#include "analysis/report/shown_table.hpp"

namespace roundwatt {

namespace {

/// Characters, not bytes, of UTF-8 text.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }));
}

std::string padding(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, width_of(text)), ' ');
}

std::size_t width_of(const ShownColumn& column) {
  std::size_t widest = width_of(column.title);
  for (const std::string& cell : column.cells) widest = std::max(widest, width_of(cell));
  return widest;
}

std::string padded(const std::string& text, const ShownColumn& column) {
  const std::string blanks = padding(text, width_of(column));
  return column.is_text ? text + blanks : blanks + text;
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
  const std::vector<ShownColumn> columns = shown_columns(table);
  std::string head = " ";
  for (const ShownColumn& column : columns) head += fmt::format(" {} ", padded(column.title, column));
  std::string text = fmt::format("\n  {}\n{}\n", table.title, without_trailing_blanks(head));
  const ShownRows shown = shown_rows(table);
  for (std::size_t row = 0; row < shown.all; ++row) {
    if (shown.left_out > 0 && row == shown.head) {
      text += fmt::format("  … {} more: --csv and --json have all\n", shown.left_out);
    }
    if (!shown.has(row)) continue;
    std::string line = " ";
    for (const ShownColumn& column : columns) line += fmt::format(" {} ", padded(column.cells[row], column));
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

}  // namespace roundwatt
