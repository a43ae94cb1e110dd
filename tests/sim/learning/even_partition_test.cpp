#include "sim/learning/even_partition.hpp"

#include <rapidcheck.h>

#include "sim/learning/apportionment.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("equal parts differ by one at most, the first ones are larger") {
  CHECK(sizes_of(partition_iid(11, 4, {1, "data"})) == std::vector<std::size_t>{3, 3, 3, 2});
  CHECK(sizes_of(partition_iid(60000, 100, {1, "data"})) == std::vector<std::size_t>(100, 600));
}

TEST_CASE("labels of clients are those of the data set by chi-squared") {
  // 10 labels: 9 degrees of freedom, critical value 27.88 at 0.001. Drawing without replacement makes it smaller by 1 − 1/10.
  const Dataset data = balanced(10, 600);
  const StoredPartition parts = partition_iid(data.samples(), 10, {1, "data"});
  double sum = 0;
  for (std::size_t k = 0; k < 10; ++k) {
    CHECK(chi_squared(parts, data, k) < 27.88);
    sum += chi_squared(parts, data, k);
  }
  // All tables of 10 × 10: 81 degrees of freedom, [47.0, 126.1] holds 99.8 %.
  CHECK(sum > 47.0);
  CHECK(sum < 126.1);
}

TEST_CASE("noise grows from client to client up to sigma") {
  const StoredPartition parts = partition_with_feature_noise(100, {4, 0.2}, {1, "data"});
  CHECK(parts.noise_sd(ClientId{std::size_t{0}}) == soft(0.05));
  CHECK(parts.noise_sd(ClientId{std::size_t{3}}) == soft(0.2));
  CHECK(partition_iid(100, 4, {1, "data"}).noise_sd(ClientId{std::size_t{3}}) == 0);
}

TEST_CASE("largest remainders: shares rounded down, and the rest to the largest fractions") {
  // 7 by 1 : 2 : 3 are 1.167, 2.333, 3.5: 1, 2, 3 and the last one to the largest fraction.
  CHECK(apportion({1, 2, 3}, 7) == std::vector<std::size_t>{1, 2, 4});
  // 2 by 1 : 1 : 1 are 0.667 each: the first two on a tie.
  CHECK(apportion({1, 1, 1}, 2) == std::vector<std::size_t>{1, 1, 0});
  CHECK(apportion({0, 5, 0}, 3) == std::vector<std::size_t>{0, 3, 0});
  CHECK(apportion({1, 1}, 0) == std::vector<std::size_t>{0, 0});
}

TEST_CASE("parts of an apportionment sum to the total and are within one of their shares") {
  CHECK(rc::check("for all weights", [] {
    const auto whole = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000000)));
    const std::vector<double> weights{whole.begin(), whole.end()};
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    RC_PRE(sum > 0);
    const auto total = *rc::gen::inRange<std::size_t>(0, 1000000);
    const auto parts = apportion(weights, total);
    RC_ASSERT(std::accumulate(parts.begin(), parts.end(), std::size_t{0}) == total);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const double share = weights[i] / sum * static_cast<double>(total);
      RC_ASSERT(std::abs(static_cast<double>(parts[i]) - share) < 1 + 1e-6);
      RC_ASSERT(weights[i] > 0 || parts[i] == 0U);
    }
  }));
}
