#include "sim/platform/profile_lines.hpp"

#include <algorithm>

namespace roundwatt {

std::vector<std::string> profile_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.emplace_back(text.substr(0, end));
    const std::size_t width = text.substr(end).starts_with("\r\n") ? 2 : 1;
    text.remove_prefix(std::min(end + width, text.size()));
  }
  return lines;
}

}  // namespace roundwatt
