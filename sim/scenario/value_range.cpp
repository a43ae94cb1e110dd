#include "sim/scenario/value_range.hpp"

#include <fmt/format.h>

#include "sim/base/unit.hpp"

namespace roundwatt {

bool ValueRange::contains(double value) const {
  const bool high_enough = low_included ? value >= low : value > low;
  return high_enough && (!high || value <= *high);
}

std::string ValueRange::text() const {
  const std::string bound = number_text(low);
  if (high) return fmt::format("in {}{}, {}]", low_included ? '[' : '(', bound, number_text(*high));
  return (low_included ? "≥ " : "> ") + bound;
}

}  // namespace roundwatt
