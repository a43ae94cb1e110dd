#include "sim/learning/dirichlet_partition.hpp"

#include <cmath>

#include "sim/learning/dirichlet.hpp"
#include "sim/learning/partition_summary.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

RandomStream stream(std::uint64_t seed) { return {seed, "data"}; }

/// Three times as many samples of label 0 as of each of the other three.
Dataset uneven() {
  std::vector<std::int32_t> labels;
  for (int i = 0; i < 2000; ++i) {
    for (const std::int32_t label : {0, 0, 0, 1, 2, 3}) labels.push_back(label);
  }
  return labelled(std::move(labels));
}

}  // namespace

TEST_CASE("Dirichlet shares sum to 1 for any concentration") {
  RandomStream one = stream(1);
  for (const double alpha : {1e-300, 1e-12, 0.001, 0.1, 1.0, 100.0, 1e9}) {
    for (int i = 0; i < 100; ++i) {
      const auto shares = draw_dirichlet(std::vector<double>(10, alpha), one);
      CHECK(std::accumulate(shares.begin(), shares.end(), 0.0) == soft(1));
      for (const double share : shares) CHECK(share >= 0);
    }
  }
}

TEST_CASE("Dirichlet shares have the mean and variance of the law") {
  // Concentrations 0.2, 0.3, 0.5 sum to 1: means as they stand, variances m (1 − m) / 2. 20,000 draws: standard error of the
  // first mean sqrt(0.08 / 20000) = 0.002; four of them are allowed.
  RandomStream one = stream(2);
  double sum = 0, squares = 0;
  for (int i = 0; i < 20000; ++i) {
    const double share = draw_dirichlet({0.2, 0.3, 0.5}, one)[0];
    sum += share;
    squares += share * share;
  }
  const double mean = sum / 20000;
  CHECK(mean == Approx(0.2).margin(0.008));
  CHECK(squares / 20000 - mean * mean == Approx(0.08).margin(0.004));
}

TEST_CASE("alpha of 100 is about IID in every variant") {
  const Dataset data = balanced(10, 1000);
  // Each share has mean 0.1 and, by 100 of 1,000, sd sqrt(0.09 / 1001) = 0.0095, and sampling noise of 0.0095 more:
  // total variation is about 10/2 × 0.8 × 0.013 = 0.053.
  for (const auto& parts : {partition_dirichlet_per_client_equal(data, {10, 100}, stream(1)),
                            partition_dirichlet_prior_scaled(data, {10, 1000}, stream(1)),
                            partition_dirichlet_per_class(data, {10, 100}, stream(1)),
                            partition_dirichlet_per_client_lognormal(data, {10, 100, 0.1}, stream(1))}) {
    const PartitionSummary summary = summarise(parts, data);
    CHECK(summary.mean_total_variation < 0.08);
    CHECK(summary.mean_effective_labels > 9.7);
    CHECK(summary.size_gini < 0.1);
  }
}

TEST_CASE("alpha of 0.01 gives a client about one label in every variant") {
  const Dataset data = balanced(10, 1000);
  // Equal sizes: the last clients take what is left, so that the mean says less than a single label.
  CHECK(summarise(partition_dirichlet_per_class(data, {10, 0.01, 0}, stream(1)), data).mean_effective_labels < 2.5);
  CHECK(summarise(partition_dirichlet_per_client_equal(data, {10, 0.01}, stream(1)), data).mean_effective_labels < 2);
  CHECK(summarise(partition_dirichlet_prior_scaled(data, {10, 0.1}, stream(1)), data).mean_effective_labels < 2);
  // Turns in random order: clients with one favourite share it and fill up with others, less so where there are many clients.
  CHECK(summarise(partition_dirichlet_per_client_lognormal(data, {100, 0.01, 0.3}, stream(1)), data).mean_effective_labels <
        2.2);
  // Class by class, a label is almost all with one client.
  const PartitionSummary by_class = summarise(partition_dirichlet_per_class(data, {10, 0.01, 0}, stream(1)), data);
  std::size_t large = 0;
  for (const LabelCount& entry : by_class.label_counts) large += entry.count > 900 ? 1 : 0;
  CHECK(large >= 7);
}

TEST_CASE("the variants differ in what they call alpha: sizes, and labels that are frequent") {
  const Dataset data = balanced(10, 600);
  CHECK(sizes_of(partition_dirichlet_per_client_equal(data, {60, 0.5}, stream(1))) == std::vector<std::size_t>(60, 100));
  CHECK(sizes_of(partition_dirichlet_prior_scaled(data, {60, 0.5}, stream(1))) == std::vector<std::size_t>(60, 100));
  CHECK(summarise(partition_dirichlet_per_class(data, {60, 0.5}, stream(1)), data).size_gini > 0.1);
  // Log-normal sizes: Gini erf(sigma / 2) = erf(0.5) = 0.5205 for sigma 1; 60 clients leave some 0.05 to chance.
  CHECK(summarise(partition_dirichlet_per_client_lognormal(data, {60, 0.5, 1}, stream(1)), data).size_gini ==
        Approx(std::erf(0.5)).margin(0.1));
  // α p with α = 1 and ten equally frequent labels is 0.1 for each: more skewed than 1 for each.
  const auto labels = [&](const Partition& parts) { return summarise(parts, data).mean_effective_labels; };
  CHECK(labels(partition_dirichlet_prior_scaled(data, {60, 1}, stream(1))) + 1 <
        labels(partition_dirichlet_per_client_equal(data, {60, 1}, stream(1))));
}

TEST_CASE("scaled by the prior a frequent label is frequent with the first client, and without it is not") {
  // Large α: the first client's mix is the mean. Of 120 samples label 0 has 60 with the prior, 30 without; sd 5.5.
  const auto of_label_0 = [](const Partition& parts, const Dataset& data) {
    const auto rows = parts.rows(ClientId{std::size_t{0}});
    return static_cast<double>(std::count_if(rows.begin(), rows.end(), [&](SampleRow row) { return data.labels[row] == 0; }));
  };
  const Dataset data = uneven();
  CHECK(of_label_0(partition_dirichlet_prior_scaled(data, {100, 1e6}, stream(1)), data) == Approx(60).margin(20));
  CHECK(of_label_0(partition_dirichlet_per_client_equal(data, {100, 1e6}, stream(1)), data) == Approx(30).margin(20));
}

TEST_CASE("capped at the fair share no client has much more than it") {
  // 60 samples are a fair share and also all that a label has: under 60 before its last label, a client ends under 120.
  const Dataset data = balanced(10, 60);
  const auto largest = [&](ClientCap cap, std::uint64_t seed) {
    const auto sizes = sizes_of(partition_dirichlet_per_class(data, {10, 0.1, 0, cap}, stream(seed)));
    return *std::max_element(sizes.begin(), sizes.end());
  };
  std::size_t free = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    CHECK(largest(ClientCap::fair_share, seed) < 60 + 60);
    free = std::max(free, largest(ClientCap::none, seed));
  }
  CHECK(free >= 120);
}
