#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace roundwatt {

/// Numbers from first to last, both included; none when last is below first.
struct RadicalRange {
  std::int64_t first, last;

  std::int64_t size() const { return last < first ? 0 : last - first + 1; }
};

/// The hosts of a `<cluster>` or `<cabinet>`: "0-3,7" is 0, 1, 2, 3, 7. Nothing for text of another form and for numbers
/// outside 0 … 2^31 − 1, which SimGrid would cut.
std::optional<std::vector<RadicalRange>> parse_radical(std::string_view text);

}  // namespace roundwatt
