#include "sim/learning/partition_summary.hpp"

#include <rapidcheck.h>

#include <cmath>

#include "sim/learning/label_partition.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a partition of eight samples by hand") {
  // Labels 0 0 0 0 1 1 1 1. Client 0 has rows 0 1 2 4: shares 3/4, 1/4, half the distance to 1/2, 1/2 is 1/4.
  // Client 1 has 5 and 6: shares 0, 1, distance 1/2. Client 2 has 3 and 7: shares 1/2, 1/2, distance 0. Client 3 has none.
  const Dataset data = labelled({0, 0, 0, 0, 1, 1, 1, 1});
  const StoredPartition parts{{{0, 1, 2, 4}, {5, 6}, {3, 7}, {}}};
  const PartitionSummary summary = summarise(parts, data);
  CHECK(summary.sizes == std::vector<std::size_t>{4, 2, 2, 0});
  CHECK(summary.empty_clients == std::vector<ClientId>{ClientId{std::size_t{3}}});
  CHECK(summary.mean_total_variation == soft((0.25 + 0.5 + 0) / 3));
  CHECK(summary.worst_total_variation == soft(0.5));
  // exp of the entropy: 4 / 3^(3/4) = 1.754765…, 1 and 2.
  CHECK(summary.mean_effective_labels == soft((4 / std::pow(3, 0.75) + 1 + 2) / 3));
  // Sizes 0 2 2 4: differences of ordered pairs sum to 2 (2 + 2 + 4 + 0 + 2 + 2) = 24; over 16 pairs, over twice the mean:
  // 24/16/4.
  CHECK(summary.size_gini == soft(0.375));
  REQUIRE(summary.label_counts.size() == 5);
  CHECK(summary.label_counts[0].count == 3);
  CHECK(summary.label_counts[1].label == 1);
  CHECK(summary.label_counts[1].count == 1);
  CHECK(summary.label_counts[2].client == ClientId{std::size_t{1}});
  CHECK(summary.label_counts[2].label == 1);
  CHECK(summary.label_counts[2].count == 2);
}

TEST_CASE("one label of ten each: distance 9/10, one effective label, equal sizes") {
  const Dataset data = balanced(10, 10);
  const PartitionSummary summary = summarise(partition_by_labels_per_client(data, {10, 1}, {1, "data"}), data);
  CHECK(summary.mean_total_variation == soft(0.9));
  CHECK(summary.worst_total_variation == soft(0.9));
  CHECK(summary.mean_effective_labels == soft(1));
  CHECK(summary.size_gini == soft(0));
}

TEST_CASE("the Gini coefficient of one owner among n is 1 - 1/n") {
  CHECK(gini({0, 0, 0, 8}) == soft(0.75));
  CHECK(gini({5, 5, 5}) == soft(0));
  CHECK(gini({1, 3}) == soft(0.25));
  CHECK(gini({0, 0}) == 0);
  CHECK(rc::check("mean absolute difference over twice the mean", [] {
    const auto sizes = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 1000)));
    double differences = 0, sum = 0;
    for (const std::size_t a : sizes) {
      sum += static_cast<double>(a);
      for (const std::size_t b : sizes) differences += std::abs(static_cast<double>(a) - static_cast<double>(b));
    }
    RC_PRE(sum > 0);
    RC_ASSERT(std::abs(gini(sizes) - differences / (2 * static_cast<double>(sizes.size()) * sum)) < 1e-9);
  }));
}

TEST_CASE("label counts of a partition sum to its samples") {
  const Dataset data = balanced(10, 60);
  const PartitionSummary summary = summarise(partition_by_shards(data, {20, 2}, {1, "data"}), data);
  std::size_t sum = 0;
  for (const LabelCount& entry : summary.label_counts) sum += entry.count;
  CHECK(sum == 600);
  CHECK(summary.label_counts.size() <= 60);
}
