#include "analysis/energy/item_cutter.hpp"

#include <map>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

EnergyItem item(double start_s, double end_s, double it_j) {
  EnergyItem result;
  result.start_s = start_s;
  result.end_s = end_s;
  result.it_j = it_j;
  return result;
}

std::map<std::size_t, double> joules_by_slice(const ItemCutter& cutter, const EnergyItem& whole) {
  std::map<std::size_t, double> joules;
  cutter.for_each_piece(whole, [&](std::size_t slice, const EnergyItem& piece) { joules[slice] += piece.it_j; });
  return joules;
}

}  // namespace

TEST_CASE("an interval that straddles cuts is divided by time") {
  const ItemCutter cutter{{20, 10, 20}};
  CHECK(cutter.slice_count() == 3);
  // 5 J/s from 8 s to 28 s: 2 s, 10 s and 8 s of it.
  const auto joules = joules_by_slice(cutter, item(8, 28, 100));
  REQUIRE(joules.size() == 3);
  CHECK(joules.at(0) == soft(10));
  CHECK(joules.at(1) == soft(50));
  CHECK(joules.at(2) == soft(40));
}

TEST_CASE("an interval that ends at a cut lies before it and one that begins there behind it") {
  const ItemCutter cutter{{10}};
  CHECK(joules_by_slice(cutter, item(5, 10, 1)) == std::map<std::size_t, double>{{0, 1}});
  CHECK(joules_by_slice(cutter, item(10, 15, 1)) == std::map<std::size_t, double>{{1, 1}});
  CHECK(joules_by_slice(cutter, item(10, 10, 1)) == std::map<std::size_t, double>{{0, 1}});
  CHECK(joules_by_slice(cutter, item(11, 11, 1)) == std::map<std::size_t, double>{{1, 1}});
}
