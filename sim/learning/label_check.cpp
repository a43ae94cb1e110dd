#include "sim/learning/label_check.hpp"

#include <cmath>

namespace roundwatt {

std::optional<std::int32_t> as_label(double number) {
  if (!(number >= 0 && number < most_classes) || number != std::floor(number)) return std::nullopt;
  return static_cast<std::int32_t>(number);
}

}  // namespace roundwatt
