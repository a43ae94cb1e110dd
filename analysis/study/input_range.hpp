#pragma once

#include <string>
#include <vector>

#include "analysis/study/input.hpp"
#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// How an input is spread between its bounds.
enum class Spread {
  uniform,    ///< alike everywhere
  normal,     ///< with nine in ten between the bounds
  triangular  ///< most likely in the middle
};

/// "uniform", "normal", "triangular".
std::string spread_name(Spread spread);

/// What is not known exactly: an input between two values.
struct InputRange {
  Input input;
  double low = 0, high = 0;
  Spread spread = Spread::uniform;

  double mean() const { return (low + high) / 2; }
  double variance() const;
  double draw(RandomStream& stream) const;
};

/// Reads "NAME=low:high" or "NAME=low:high:spread", several. \throws UserError with every mistake at once.
std::vector<InputRange> parse_input_ranges(const std::vector<std::string>& words);

}  // namespace roundwatt
