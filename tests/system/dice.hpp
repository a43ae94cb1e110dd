#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Draws all that a random test needs from one seed.
class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view purpose) : stream_{seed, purpose} {}

  /// A whole number from \p least to \p most.
  int between(int least, int most) {
    return least + static_cast<int>(stream_.below(static_cast<std::uint64_t>(most - least) + 1));
  }
  bool one_in(int times) { return between(1, times) == 1; }
  std::string number(int least, int most) { return std::to_string(between(least, most)); }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(between(0, static_cast<int>(choices.size()) - 1))];
  }

 private:
  RandomStream stream_;
};

}  // namespace roundwatt
