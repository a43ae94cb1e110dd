#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace roundwatt {

/// A CSV file of labelled numbers.
struct NumericCsv {
  std::filesystem::path file;
  int header_line = 1;
  std::vector<std::string> header;
  std::vector<double> features;  ///< row by row; finite, within a float's range
  std::vector<std::int32_t> labels;
};

/// Reads \p file piece by piece, so that only the numbers are held; the column \p label holds labels.
/// \throws UserError when it cannot be read, is no CSV or lacks the column; what is wrong with cells goes to \p problems.
NumericCsv read_numeric_csv(const std::filesystem::path& file, const std::string& label, ProblemList& problems);

}  // namespace roundwatt
