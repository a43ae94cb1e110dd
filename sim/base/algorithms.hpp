#pragma once

#include <string_view>
#include <vector>

namespace roundwatt {

/// One word of a key that chooses an algorithm.
struct Algorithm {
  std::string_view word;
  std::string_view sentence;
  std::string_view source;  ///< the paper; empty for what has none
};

/// The words of one key.
struct AlgorithmGroup {
  std::string_view key;
  std::string_view title;
  std::vector<Algorithm> algorithms;  ///< in the order of the key's choices
};

/// All algorithms that a scenario can name, for `roundwatt list` and `roundwatt-analyze cite`, which knows no scenario: hence
/// on the ground floor. A test compares them with the choices of the keys.
const std::vector<AlgorithmGroup>& algorithms();

}  // namespace roundwatt
