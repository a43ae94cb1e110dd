#pragma once

#include <cstddef>
#include <vector>

namespace roundwatt {

/// Divides \p total whole things in proportion to \p weights (≥ 0, finite, not all 0) by the rule of largest remainders
/// (Hamilton): each gets its share rounded down, and what is left goes one by one to the largest fractions, on a tie to the
/// first. The parts sum to \p total; a weight of 0 gets nothing.
std::vector<std::size_t> apportion(const std::vector<double>& weights, std::size_t total);

/// Equal parts; the first ones are larger by one where \p total is no multiple of \p parts.
std::vector<std::size_t> apportion_evenly(std::size_t parts, std::size_t total);

}  // namespace roundwatt
