#include "sim/learning/resampled_partition.hpp"

#include "sim/base/error.hpp"
#include "sim/learning/partition_summary.hpp"
#include "tests/sim/learning/label_sets.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("there may be more resampled clients than samples, and each is the same whenever it is asked") {
  const Dataset data = balanced(10, 100);
  const ResampledPartition parts{data, {100000, 30, 0.5}, 1};
  CHECK(parts.clients() == 100000);
  const ClientId last{std::size_t{99999}};
  const auto rows = parts.rows(last);
  CHECK(rows.size() == 30);
  CHECK(parts.samples(last) == 30);
  for (const SampleRow row : rows) CHECK(row < 1000);
  parts.rows(ClientId{std::size_t{5}});
  CHECK(parts.rows(last) == rows);
  CHECK(ResampledPartition{data, {100000, 30, 0.5}, 1}.rows(last) == rows);
  CHECK(ResampledPartition{data, {100000, 30, 0.5}, 2}.rows(last) != rows);
  CHECK(parts.rows(ClientId{std::size_t{99998}}) != rows);
  CHECK(parts.noise_sd(last) == 0);
}

TEST_CASE("with a large alpha resampled labels are those of the data set by chi-squared") {
  // Label 0 is three times as frequent as each of the other three. 4 labels: 3 degrees of freedom, critical value 16.27 at
  // 0.001.
  std::vector<std::int32_t> labels;
  for (int i = 0; i < 100; ++i) {
    for (const std::int32_t label : {0, 0, 0, 1, 2, 3}) labels.push_back(label);
  }
  const Dataset data = labelled(std::move(labels));
  const ResampledPartition parts{data, {20, 600, 1e8}, 1};
  double sum = 0;
  for (std::size_t k = 0; k < 20; ++k) {
    CHECK(chi_squared(parts, data, k) < 16.27);
    sum += chi_squared(parts, data, k);
  }
  // 60 degrees of freedom: [30.3, 102.7] holds 99.9 %.
  CHECK(sum > 30.3);
  CHECK(sum < 102.7);
}

TEST_CASE("rows of a label are equally likely") {
  // One label of ten rows, 10,000 draws: 9 degrees of freedom, critical value 27.88 at 0.001.
  const Dataset data = balanced(1, 10);
  const ResampledPartition parts{data, {1000, 10, 1}, 1};
  std::vector<double> seen(10, 0);
  for (std::size_t k = 0; k < 1000; ++k) {
    for (const SampleRow row : parts.rows(ClientId{k})) seen[row] += 1;
  }
  double sum = 0;
  for (const double count : seen) sum += (count - 1000) * (count - 1000) / 1000;
  CHECK(sum < 27.88);
  CHECK(sum > 1.15);  // the lowest 0.1 %
}

TEST_CASE("alpha decides how many labels a resampled client has") {
  const Dataset data = balanced(10, 100);
  const auto effective = [&](double alpha) {
    return summarise(ResampledPartition{data, {500, 100, alpha}, 1}, data).mean_effective_labels;
  };
  CHECK(effective(0.01) < 1.3);
  CHECK(effective(100) > 9);
  // Mean over clients of all labels together: the shares of the data set.
  const PartitionSummary summary = summarise(ResampledPartition{data, {5000, 20, 0.5}, 3}, data);
  double of_label_0 = 0;
  for (const LabelCount& entry : summary.label_counts) of_label_0 += entry.label == 0 ? static_cast<double>(entry.count) : 0;
  // A share has variance 0.1 × 0.9 / (5 + 1) = 0.015, of 5,000 clients: standard error of the mean 0.0019 with the sampling's.
  CHECK(of_label_0 / 100000 == Approx(0.1).margin(0.008));
}

TEST_CASE("resampled options out of their range are refused") {
  const Dataset data = balanced(2, 5);
  CHECK_THROWS_WITH((ResampledPartition{data, {10, 5, 0}, 1}), "alpha = 0 must be a number above 0, at most 1e9.");
  CHECK_THROWS_WITH((ResampledPartition{data, {10, 11, 1}, 1}),
                    "samples_per_client = 11 must be in [1, 10], the number of samples.");
  CHECK_THROWS_WITH((ResampledPartition{data, {0, 5, 1}, 1}), "clients = 0 must be in [1, 2147483647].");
  CHECK_THROWS_WITH((ResampledPartition{labelled({}), {1, 1, 1}, 1}), "labels has no samples to draw from.");
}
