#include "sim/learning/fcube.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// The octant of a point: a bit for each coordinate above 0.
int octant(const Dataset& data, SampleRow row) {
  int bits = 0;
  for (Eigen::Index axis = 0; axis < 3; ++axis) bits = 2 * bits + (data.features(row, axis) > 0 ? 1 : 0);
  return bits;
}

}  // namespace

TEST_CASE("each party of FCUBE owns an octant and its opposite") {
  const DataSplits splits = fcube({}, {1, "data"});
  CHECK(splits.train.samples() == 4000);
  CHECK(splits.test.samples() == 1000);
  REQUIRE(splits.clients.rows.size() == 4);
  std::vector<int> first_octants;
  std::size_t rows = 0;
  for (const auto& party : splits.clients.rows) {
    const int first = octant(splits.train, party.front());
    for (const SampleRow row : party) {
      const int own = octant(splits.train, row);
      CHECK((own == first || own == 7 - first));
    }
    first_octants.push_back(std::min(first, 7 - first));
    // A quarter of 4,000 points: sd sqrt(4000 x 1/4 x 3/4) = 27; five of them are allowed.
    CHECK(std::abs(static_cast<double>(party.size()) - 1000) < 137);
    rows += party.size();
  }
  CHECK(rows == 4000);
  std::sort(first_octants.begin(), first_octants.end());
  CHECK(first_octants == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("the label of FCUBE says on which side of the middle plane a point lies") {
  const DataSplits splits = fcube({}, {2, "data"});
  for (SampleRow row = 0; row < 4000; ++row) CHECK(splits.train.labels[row] == (splits.train.features(row, 0) > 0 ? 1 : 0));
  CHECK(splits.train.features.cwiseAbs().maxCoeff() <= 1);
  // Variance of a uniform coordinate: 1/3.
  CHECK(splits.train.features.array().square().mean() == Approx(1.0 / 3).epsilon(0.03));
  CHECK_THROWS_WITH(fcube({3, 1}, {1, "data"}),
                    "fcube with 3 training and 1 test points: it needs 4 and 1, and takes up to 10000000.");
}
