#include "sim/base/nearest_word.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/base/letter_case.hpp"

namespace roundwatt {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, current);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr std::size_t longest_word = 200;  // edit distance is quadratic: no user types longer keys
  if (word.empty() || word.size() > longest_word) return {};
  std::string best;
  std::pair<std::size_t, std::size_t> best_distance;  // apart from capitals, with them
  const std::string small = in_small_letters(word);
  for (const std::string& candidate : candidates) {
    const std::size_t bound = std::max<std::size_t>(1, std::max(word.size(), candidate.size()) / 3);
    // A distance is at least the difference of the lengths.
    if (std::max(word.size(), candidate.size()) - std::min(word.size(), candidate.size()) > bound) continue;
    const std::size_t distance = edit_distance(small, in_small_letters(candidate));
    if (distance > bound) continue;
    const std::pair both{distance, edit_distance(word, candidate)};
    if (best.empty() || both < best_distance) {
      best = candidate;
      best_distance = both;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string nearest = nearest_word(word, candidates);
  return nearest.empty() ? "" : " Did you mean " + nearest + "?";
}

}  // namespace roundwatt
