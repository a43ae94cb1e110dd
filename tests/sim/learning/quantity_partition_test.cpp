#include "sim/learning/quantity_partition.hpp"

#include <cmath>

#include "sim/learning/partition_summary.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

std::vector<std::size_t> sizes(std::size_t samples, const QuantityOptions& options) {
  auto all = sizes_of(partition_by_quantity(samples, options, {1, "data"}));
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("sizes by a power law are in proportion to the rank") {
  // 1 : 1/2 : 1/3 : 1/4 of 250 are 120, 60, 40 and 30.
  CHECK(sizes(250, {4, QuantitySkew::power_law, 1}) == std::vector<std::size_t>{30, 40, 60, 120});
}

TEST_CASE("which client is large is left to chance") {
  const auto drawn = [](std::uint64_t seed) {
    return sizes_of(partition_by_quantity(5000, {50, QuantitySkew::power_law, 1}, {seed, "data"}));
  };
  CHECK(drawn(1) != drawn(2));
  CHECK_FALSE(std::is_sorted(drawn(1).rbegin(), drawn(1).rend()));
}

TEST_CASE("log-normal and Dirichlet sizes are as unequal as their laws say") {
  // Gini of a log-normal law: erf(sigma / 2); of Dirichlet(1, …, 1): 1/2 as of the exponential law. 2,000 clients leave 0.02.
  CHECK(gini(sizes(1000000, {2000, QuantitySkew::lognormal, 1})) == Approx(std::erf(0.5)).margin(0.03));
  CHECK(gini(sizes(1000000, {2000, QuantitySkew::dirichlet, 1, 0})) == Approx(0.5).margin(0.02));
  CHECK(gini(sizes(1000000, {2000, QuantitySkew::dirichlet, 1000})) < 0.03);
}

TEST_CASE("whatever the sizes are, labels are left to chance") {
  // The largest client of 10 labels: 9 degrees of freedom, critical value 27.88 at 0.001.
  const Dataset data = balanced(10, 1000);
  const StoredPartition parts = partition_by_quantity(data.samples(), {10, QuantitySkew::power_law, 1}, {1, "data"});
  for (std::size_t k = 0; k < 10; ++k) CHECK(chi_squared(parts, data, k) < 27.88);
}
