#include "sim/learning/synthetic.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

RandomStream stream(std::uint64_t seed) { return {seed, "data"}; }

/// The mean of feature \p column over the rows of a client.
double mean_of(const DataSplits& splits, std::size_t client, Eigen::Index column) {
  double sum = 0;
  for (const SampleRow row : splits.clients.rows[client]) sum += splits.train.features(row, column);
  return sum / static_cast<double>(splits.clients.rows[client].size());
}

/// How far apart the clients' means of all features lie: their standard deviation around 0.
double spread_of_means(const DataSplits& splits) {
  double squares = 0;
  for (std::size_t k = 0; k < splits.clients.rows.size(); ++k) {
    for (Eigen::Index j = 0; j < 60; ++j) squares += std::pow(mean_of(splits, k, j), 2);
  }
  return std::sqrt(squares / (60.0 * static_cast<double>(splits.clients.rows.size())));
}

}  // namespace

TEST_CASE("devices of Synthetic own nine tenths of at least fifty samples") {
  const DataSplits splits = synthetic({1, 1, 30}, stream(1));
  REQUIRE(splits.clients.rows.size() == 30);
  std::size_t rows = 0;
  for (const auto& of_device : splits.clients.rows) {
    CHECK(of_device.size() >= 45);
    CHECK(of_device.front() == rows);
    rows += of_device.size();
  }
  CHECK(rows == splits.train.samples());
  CHECK(splits.train.features.rows() == static_cast<Eigen::Index>(rows));
  CHECK(splits.test.features.rows() == static_cast<Eigen::Index>(splits.test.samples()));
  CHECK(splits.train.classes == 10);
  const double share = static_cast<double>(rows) / static_cast<double>(rows + splits.test.samples());
  CHECK(share > 0.885);
  CHECK(share <= 0.9);
}

TEST_CASE("sizes of devices are 50 and more by a log-normal law with median exp(4)") {
  // The median of int(exp(4 + 2 z)) + 50 is 104 samples, 93 of them to train on. Among 1,001 devices the standard error of the
  // median is sqrt(pi/2) 2 / sqrt(1001) = 0.079 in the logarithm of exp(4) = 54.6: from 43 to 69 with three of them.
  const DataSplits splits = synthetic_iid(1001, stream(3));
  std::vector<std::size_t> sizes;
  for (const auto& rows : splits.clients.rows) sizes.push_back(rows.size());
  std::nth_element(sizes.begin(), sizes.begin() + 500, sizes.end());
  CHECK(static_cast<double>(sizes[500]) > 0.9 * (50 + 43) - 1);
  CHECK(static_cast<double>(sizes[500]) < 0.9 * (50 + 69));
}

TEST_CASE("inputs of feature j vary with j to the power -1.2") {
  const DataSplits splits = synthetic_iid(100, stream(2));
  for (const Eigen::Index j : {Eigen::Index{0}, Eigen::Index{9}, Eigen::Index{59}}) {
    const auto column = splits.train.features.col(j).cast<double>().array();
    const double variance = (column - column.mean()).square().mean();
    CHECK(variance == Approx(std::pow(static_cast<double>(j + 1), -1.2)).epsilon(0.05));
    CHECK(std::abs(column.mean()) < 0.05);
  }
}

TEST_CASE("beta moves the inputs of devices apart, and in the IID variant they agree") {
  // v_k has variance 1 around B_k, which has variance beta²: means spread by sqrt(1 + beta²), but for sampling noise.
  CHECK(spread_of_means(synthetic({0, 0, 200}, stream(4))) == Approx(1).epsilon(0.05));
  CHECK(spread_of_means(synthetic({0, 3, 200}, stream(4))) == Approx(std::sqrt(10)).epsilon(0.2));
  CHECK(spread_of_means(synthetic_iid(200, stream(4))) < 0.1);
}

TEST_CASE("Synthetic follows from its seed") {
  const DataSplits one = synthetic({1, 1, 5}, stream(1));
  CHECK(one.train.features == synthetic({1, 1, 5}, stream(1)).train.features);
  CHECK(one.train.labels == synthetic({1, 1, 5}, stream(1)).train.labels);
  CHECK(one.train.labels != synthetic({1, 1, 5}, stream(2)).train.labels);
}

TEST_CASE("options of Synthetic that make no sense are refused") {
  CHECK_THROWS_WITH(synthetic({-1, 1, 30}, stream(1)), "alpha = -1 must be a number in [0, 1e6].");
  CHECK_THROWS_WITH(synthetic({1, NAN, 30}, stream(1)), "beta = nan must be a number in [0, 1e6].");
  CHECK_THROWS_WITH(synthetic({1, 1, 0}, stream(1)), "devices = 0: Synthetic needs at least 1.");
  CHECK_THROWS_WITH(synthetic({1, 1, 10000000}, stream(1)),
                    "devices = 10000000: their samples are more than 4194304. Lower it.");
}
