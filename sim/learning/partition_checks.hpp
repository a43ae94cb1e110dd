#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace roundwatt {

/// How often a random partition is drawn until each client has min_samples.
inline constexpr int most_draws = 200;

/// \throws UserError when \p value is not a number above 0 and up to 1e9.
void check_positive(std::string_view key, double value);

/// \throws UserError when there are no clients, more clients than samples, or fewer samples than \p clients × \p min_samples.
void check_clients(std::size_t clients, std::size_t samples, std::size_t min_samples);

/// \throws UserError when a client has fewer than \p min_samples, which no other draw would mend.
void check_least(const std::vector<std::size_t>& sizes, std::size_t min_samples);

/// \throws UserError that says how near the best of the draws came.
[[noreturn]] void refuse_minimum(std::size_t min_samples, std::size_t best_least);

/// The size of the smallest client.
std::size_t least_of(const std::vector<std::size_t>& sizes);

/// Something drawn that decides the clients' sizes, each at least as large as asked.
/// \p draw draws it, \p sizes_of says the sizes. \throws UserError when none of the draws reaches \p min_samples.
template <class Draw, class SizesOf>
auto draw_until_enough(std::size_t min_samples, const Draw& draw, const SizesOf& sizes_of) {
  std::size_t best = 0;
  for (int i = 0; i < most_draws; ++i) {
    auto drawn = draw();
    const std::size_t least = least_of(sizes_of(drawn));
    if (least >= min_samples) return drawn;
    best = std::max(best, least);
  }
  refuse_minimum(min_samples, best);
}

}  // namespace roundwatt
