#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/report/report.hpp"

namespace roundwatt {

/// A column as people read it: one unit, in its title.
struct ShownColumn {
  std::string title;
  std::vector<std::string> cells;  ///< of all rows of the table
  bool is_text = false;            ///< stands to the left; numbers to the right
};

std::vector<ShownColumn> shown_columns(const ReportTable& table);

/// The rows that people get of a long table: its first and its last ones.
struct ShownRows {
  std::size_t head = 0;      ///< rows from the first
  std::size_t left_out = 0;  ///< that follow, 0 for none
  std::size_t all = 0;

  bool has(std::size_t row) const { return row < head || row >= head + left_out; }
};

ShownRows shown_rows(const ReportTable& table);

}  // namespace roundwatt
