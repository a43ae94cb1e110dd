#include "sim/learning/numeric_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "sim/base/csv.hpp"
#include "sim/base/nearest_word.hpp"
#include "sim/base/unit.hpp"
#include "sim/learning/bounded_file.hpp"
#include "sim/learning/label_check.hpp"

namespace roundwatt {

namespace {

/// Whole lines of a text.
struct Lines {
  int first = 1;  ///< the number of the first one
  std::string_view text;
};

/// The lines after \p before, about \p bytes of them.
Lines next_lines(std::string_view whole, const Lines& before, std::size_t bytes) {
  const auto begin = static_cast<std::size_t>(before.text.data() - whole.data()) + before.text.size();
  const int first = before.first + static_cast<int>(std::count(before.text.begin(), before.text.end(), '\n'));
  const std::size_t newline = whole.find('\n', std::min(whole.size(), begin + bytes));
  const std::size_t end = newline == std::string_view::npos ? whole.size() : newline + 1;
  return {first, whole.substr(begin, end - begin)};
}

/// The lines up to the header: blank ones, comments, the header itself.
Lines header_lines(std::string_view whole) {
  Lines read{1, whole.substr(0, 0)};
  std::size_t end = 0;
  for (bool found = false; !found && end < whole.size();) {
    const Lines line = next_lines(whole, {1, whole.substr(0, end)}, 0);
    end += line.text.size();
    found = line.text.front() != '#' && line.text.find_first_not_of("\r\n") != std::string_view::npos;
  }
  read.text = whole.substr(0, end);
  return read;
}

class NumericCsvParser {
 public:
  NumericCsvParser(const std::filesystem::path& file, const std::string& label, ProblemList& problems)
      : label_{label}, problems_{problems} {
    csv_.file = file;
  }

  NumericCsv parse() {
    const std::string content = read_bounded_file(csv_.file, most_data_bytes);
    const Lines head = header_lines(content);
    const CsvTable header = parse_csv(head.text, csv_.file.string());
    csv_.header = header.header;
    csv_.header_line = header.header_line;
    find_label();
    constexpr std::size_t piece_bytes = std::size_t{1} << 22;
    for (Lines piece = next_lines(content, head, piece_bytes); !piece.text.empty();
         piece = next_lines(content, piece, piece_bytes)) {
      read_piece(head, piece);
    }
    if (csv_.labels.empty() && problems_.count() == 0) problems_.add(csv_.file, 0, "has no rows below its header.");
    return std::move(csv_);
  }

 private:
  void find_label() {
    const auto found = std::find(csv_.header.begin(), csv_.header.end(), label_);
    if (found == csv_.header.end()) {
      throw UserError{std::vector{
          Problem{csv_.file.string(), csv_.header_line,
                  fmt::format("the column of labels, {}, is missing.{}", label_, did_you_mean(label_, csv_.header))}}};
    }
    if (csv_.header.size() < 2) {
      throw UserError{std::vector{Problem{csv_.file.string(), csv_.header_line, "has labels only; features are needed."}}};
    }
    label_column_ = static_cast<std::size_t>(found - csv_.header.begin());
  }

  void read_piece(const Lines& head, const Lines& piece) {
    // Blank lines are no rows: they move the piece to its own line numbers.
    const int skipped = piece.first - 1 - static_cast<int>(std::count(head.text.begin(), head.text.end(), '\n'));
    const std::string text = fmt::format("{}{}{}", head.text, std::string(static_cast<std::size_t>(skipped), '\n'), piece.text);
    for (const CsvRow& row : parse_csv(text, csv_.file.string()).rows) read_row(row);
  }

  void read_row(const CsvRow& row) {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const std::string& cell = row.cells[column];
      const double number = parse_number(cell).value_or(std::numeric_limits<double>::quiet_NaN());
      if (column == label_column_) {
        add_label(row, number);
      } else if (std::abs(number) <= std::numeric_limits<float>::max()) {
        csv_.features.push_back(number);
      } else {
        problems_.add(csv_.file, row.line,
                      fmt::format("{} = '{}' is not a finite number in single precision. Mend the cell or leave the row out.",
                                  csv_.header[column], cell));
      }
    }
  }

  void add_label(const CsvRow& row, double number) {
    const auto label = as_label(number);
    if (!label) {
      problems_.add(csv_.file, row.line,
                    fmt::format("{} = '{}' is no label: those are whole numbers from 0 to {}.", label_,
                                row.cells[label_column_], most_classes - 1));
    }
    csv_.labels.push_back(label.value_or(0));
  }

  const std::string& label_;
  ProblemList& problems_;
  NumericCsv csv_;
  std::size_t label_column_ = 0;
};

}  // namespace

NumericCsv read_numeric_csv(const std::filesystem::path& file, const std::string& label, ProblemList& problems) {
  return NumericCsvParser{file, label, problems}.parse();
}

}  // namespace roundwatt
