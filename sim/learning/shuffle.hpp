#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/base/random_stream.hpp"

namespace roundwatt {

/// Every order equally likely (Fisher and Yates).
template <class Item>
std::vector<Item> shuffled(std::vector<Item> items, RandomStream& stream) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[stream.below(i)]);
  return items;
}

}  // namespace roundwatt
