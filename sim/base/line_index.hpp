#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace roundwatt {

/// Line numbers of byte offsets.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') ends_.push_back(i);
    }
  }
  int line_of(std::ptrdiff_t offset) const {
    const auto before =
        std::lower_bound(ends_.begin(), ends_.end(), static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
    return static_cast<int>(before - ends_.begin()) + 1;
  }

 private:
  std::vector<std::size_t> ends_;
};

}  // namespace roundwatt
