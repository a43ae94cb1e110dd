#include "sim/learning/label_partition.hpp"

#include <rapidcheck.h>

#include <set>

#include "sim/base/error.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("shards are cut from the samples sorted by label") {
  // Sorted by label, then row: 1 3 | 5 0 | 2 4 with three shards of two.
  const Dataset data = labelled({1, 0, 2, 0, 2, 0});
  const StoredPartition parts = partition_by_shards(data, {3, 1}, {1, "data"});
  std::set<std::vector<SampleRow>> shards;
  for (std::size_t k = 0; k < 3; ++k) shards.insert(parts.rows(ClientId{k}));
  CHECK(shards == std::set<std::vector<SampleRow>>{{1, 3}, {5, 0}, {2, 4}});
}

TEST_CASE("a hundred clients with two shards of 300 have two labels at most, as in McMahan's paper") {
  const Dataset data = balanced(10, 6000);
  const StoredPartition parts = partition_by_shards(data, {100, 2}, {1, "data"});
  std::size_t with_one = 0;
  for (std::size_t k = 0; k < 100; ++k) {
    CHECK(parts.samples(ClientId{k}) == 600);
    CHECK(labels_of(parts, data, k) <= 2);
    if (labels_of(parts, data, k) == 1) ++with_one;
  }
  // The second shard has the first one's label with chance 19/199: 9.5 of 100 on average.
  CHECK(with_one > 0);
  CHECK(with_one < 25);
  CHECK(conserves(parts, 60000));
}

TEST_CASE("shards that do not divide are kept whole") {
  CHECK(rc::check("for all numbers", [] {
    const auto clients = *rc::gen::inRange<std::size_t>(1, 20);
    const auto shards = *rc::gen::inRange<std::size_t>(1, 5);
    const auto more = *rc::gen::inRange<std::size_t>(0, 50);
    const Dataset data =
        labelled(*rc::gen::container<std::vector<std::int32_t>>(clients * shards + more, rc::gen::inRange(0, 5)));
    const StoredPartition parts = partition_by_shards(data, {clients, shards}, {*rc::gen::arbitrary<std::uint64_t>(), "data"});
    RC_ASSERT(conserves(parts, data.samples()));
    for (const std::size_t size : sizes_of(parts)) {
      const std::size_t least = data.samples() / (clients * shards);
      RC_ASSERT(size >= shards * least);
      RC_ASSERT(size <= shards * (least + 1));
    }
  }));
}

TEST_CASE("each client has k labels, and each label is shared equally by those who have it") {
  const Dataset data = balanced(10, 300);
  for (const std::size_t k : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{10}}) {
    const StoredPartition parts = partition_by_labels_per_client(data, {10, k}, {1, "data"});
    CHECK(conserves(parts, data.samples()));
    for (std::size_t client = 0; client < 10; ++client) {
      CHECK(labels_of(parts, data, client) == k);
      const auto rows = parts.rows(ClientId{client});
      const auto own = static_cast<std::int32_t>(client);
      CHECK(std::any_of(rows.begin(), rows.end(), [&](SampleRow row) { return data.labels[row] == own; }));
    }
  }
  // k = 1, twenty clients: i and i + 10 share a label.
  CHECK(sizes_of(partition_by_labels_per_client(data, {20, 1}, {1, "data"})) == std::vector<std::size_t>(20, 150));
}

TEST_CASE("fewer clients than labels leave no sample over") {
  CHECK(rc::check("for all numbers that can cover the labels", [] {
    const auto labels = *rc::gen::inRange<std::int32_t>(1, 12);
    const auto k = *rc::gen::inRange<std::size_t>(1, static_cast<std::size_t>(labels) + 1);
    const auto clients = *rc::gen::inRange<std::size_t>((static_cast<std::size_t>(labels) + k - 1) / k, 13);
    const Dataset data = balanced(labels, 12);
    const StoredPartition parts =
        partition_by_labels_per_client(data, {clients, k, 0}, {*rc::gen::arbitrary<std::uint64_t>(), "data"});
    RC_ASSERT(conserves(parts, data.samples()));
    for (std::size_t client = 0; client < clients; ++client) RC_ASSERT(labels_of(parts, data, client) == k);
  }));
}

TEST_CASE("labels that do not occur are nobody's") {
  const Dataset data = labelled({0, 0, 7, 7});
  const StoredPartition parts = partition_by_labels_per_client(data, {2, 1}, {1, "data"});
  CHECK(parts.rows(ClientId{std::size_t{1}}).size() == 2);
  CHECK(conserves(parts, 4));
}

TEST_CASE("shards and labels that cannot be dealt are refused") {
  const Dataset data = balanced(10, 3);
  CHECK_THROWS_WITH(partition_by_shards(data, {10, 4}, {1, "data"}),
                    "shards_per_client = 4 must be in [1, 3]: 10 clients share 30 samples.");
  CHECK_THROWS_WITH(partition_by_shards(data, {10, 0}, {1, "data"}), StartsWith("shards_per_client = 0 must be in [1, 3]"));
  CHECK_THROWS_WITH(partition_by_labels_per_client(data, {10, 11}, {1, "data"}),
                    "labels_per_client = 11 must be in [1, 10], the number of labels that occur.");
  CHECK_THROWS_WITH(partition_by_labels_per_client(data, {4, 2}, {1, "data"}),
                    "labels_per_client = 2 and 4 clients leave some of the 10 labels to nobody. Raise one of them.");
  // Label 0 has one sample for two clients.
  CHECK_THROWS_WITH(partition_by_labels_per_client(labelled({0, 1, 1, 1}), {3, 1}, {1, "data"}),
                    "min_samples = 1, but client 2 gets 0. Lower it, or the number of clients.");
}
