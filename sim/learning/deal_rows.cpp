#include "sim/learning/deal_rows.hpp"

#include <numeric>

#include "sim/learning/shuffle.hpp"

namespace roundwatt {

ClientRows deal_rows(std::vector<SampleRow> rows, const std::vector<std::size_t>& sizes, RandomStream& stream) {
  const std::vector<SampleRow> order = shuffled(std::move(rows), stream);
  ClientRows dealt;
  auto next = order.begin();
  for (const std::size_t size : sizes) {
    const auto end = next + static_cast<std::ptrdiff_t>(size);
    dealt.emplace_back(next, end);
    next = end;
  }
  return dealt;
}

std::vector<SampleRow> all_rows(std::size_t samples) {
  std::vector<SampleRow> rows(samples);
  std::iota(rows.begin(), rows.end(), SampleRow{0});
  return rows;
}

}  // namespace roundwatt
