#include "sim/federation/partial_work.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <array>

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("as many whole units as fit, at least one, at most all") {
  const auto three_seconds_each = [](std::int64_t units) { return 3.0 * static_cast<double>(units); };
  CHECK(units_that_fit(5, 10, three_seconds_each) == 3);  // 9 s, and 12 would be too long
  CHECK(units_that_fit(5, 9, three_seconds_each) == 3);
  CHECK(units_that_fit(5, 100, three_seconds_each) == 5);
  CHECK(units_that_fit(5, 2, three_seconds_each) == 1);
  CHECK(units_that_fit(5, -4, three_seconds_each) == 1);
}

TEST_CASE("what fits is what counting up finds, whatever the time of each unit") {
  CHECK(rc::check("units of any length", [] {
    const auto lengths = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 50)));
    const auto budget = static_cast<double>(*rc::gen::inRange(-10, 800));
    const auto seconds_for = [&](std::int64_t units) {
      double sum = 0;
      for (std::int64_t i = 0; i < units; ++i) sum += lengths[static_cast<std::size_t>(i)];
      return sum;
    };
    const auto all = static_cast<std::int64_t>(lengths.size());
    std::int64_t expected = 1;
    while (expected < all && seconds_for(expected + 1) <= budget) ++expected;
    RC_ASSERT(units_that_fit(all, budget, seconds_for) == expected);
  }));
}

TEST_CASE("an upload is expected to be slowed as the download was") {
  // Alone 10 s down and 20 s up; the download took 15 s: half as long again.
  CHECK(expected_upload(15, 10, 20) == soft(30));
  CHECK(expected_upload(10, 10, 20) == soft(20));
  CHECK(expected_upload(0, 0, 20) == soft(20));
}

TEST_CASE("the stragglers of a share are among those of a larger one, and as many as FedProx draws") {
  for (std::uint64_t round = 1; round <= 50; ++round) {
    const auto half = draw_stragglers(10, 0.5, RandomStream{1, "stragglers", round});
    const auto most = draw_stragglers(10, 0.9, RandomStream{1, "stragglers", round});
    CHECK(std::count(half.begin(), half.end(), true) == 5);
    CHECK(std::count(most.begin(), most.end(), true) == 9);
    for (std::size_t i = 0; i < 10; ++i) CHECK(half[i] <= most[i]);
  }
  const auto nobody = draw_stragglers(10, 0, RandomStream{1, "stragglers"});
  CHECK(std::count(nobody.begin(), nobody.end(), true) == 0);
  const auto everybody = draw_stragglers(10, 1, RandomStream{1, "stragglers"});
  CHECK(std::count(everybody.begin(), everybody.end(), true) == 10);
}

TEST_CASE("everybody is a straggler equally often, and gets through each part of its work equally often") {
  // 4000 rounds, 5 of 10: a count is 2000 ± 31.6; 19 parts of 20 epochs: 210.5 ± 14.1. Bounds at 5 sd.
  std::array<int, 10> late{};
  std::array<int, 21> units{};
  for (std::uint64_t round = 0; round < 4000; ++round) {
    const auto drawn = draw_stragglers(10, 0.5, RandomStream{1, "stragglers", round});
    for (std::size_t i = 0; i < 10; ++i) late.at(i) += drawn[i] ? 1 : 0;
    ++units.at(static_cast<std::size_t>(draw_straggler_units(20, RandomStream{1, "straggler_work", round})));
  }
  for (const int count : late) CHECK(count == Approx(2000).margin(160));
  CHECK(units[0] == 0);
  CHECK(units[20] == 0);
  for (std::size_t part = 1; part < 20; ++part) CHECK(units.at(part) == Approx(210.5).margin(71));
}

TEST_CASE("a straggler with one unit has nothing to cut") {
  CHECK(draw_straggler_units(1, RandomStream{1, "straggler_work"}) == 1);
  CHECK(draw_straggler_units(2, RandomStream{1, "straggler_work"}) == 1);
}
