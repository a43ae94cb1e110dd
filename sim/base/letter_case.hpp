#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace roundwatt {

/// \p text with the letters A to Z small; what is no ASCII letter stays.
inline std::string in_small_letters(std::string_view text) {
  std::string small{text};
  std::transform(small.begin(), small.end(), small.begin(),
                 [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
  return small;
}

/// \p text with the letters a to z as capitals; what is no ASCII letter stays.
inline std::string in_capitals(std::string_view text) {
  std::string capitals{text};
  std::transform(capitals.begin(), capitals.end(), capitals.begin(),
                 [](char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; });
  return capitals;
}

}  // namespace roundwatt
