#include "sim/federation/staleness_weight.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("the weight of a stale update by each rule") {
  // (1 + 3)^-.5 = 1/2; past b = 4, a = 10: 1 / (10 · 2 + 1) at 6.
  CHECK(staleness_weight({StalenessWeight::constant, 0.5, 4}, 7) == 1);
  CHECK(staleness_weight({StalenessWeight::polynomial, 0.5, 4}, 3) == soft(0.5));
  CHECK(staleness_weight({StalenessWeight::hinge, 10, 4}, 4) == 1);
  CHECK(staleness_weight({StalenessWeight::hinge, 10, 4}, 6) == soft(1.0 / 21));
}

TEST_CASE("a fresh update has weight 1 by every rule, and none gains by waiting") {
  for (const StalenessWeight weight : {StalenessWeight::constant, StalenessWeight::polynomial, StalenessWeight::hinge}) {
    const StalenessRule rule{weight, 0.7, 2};
    CHECK(staleness_weight(rule, 0) == 1);
    for (std::int64_t age = 1; age < 20; ++age) {
      CHECK(staleness_weight(rule, age) <= staleness_weight(rule, age - 1));
      CHECK(staleness_weight(rule, age) > 0);
    }
  }
}
