#include "sim/learning/data_splits.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

/// Samples whose feature is 10 × their old row; client k owns \p sizes[k] of them in a row.
DataSplits numbered(const std::vector<std::size_t>& sizes, std::size_t without_client = 0) {
  DataSplits splits;
  for (const std::size_t size : sizes) {
    splits.clients.names.push_back("client");
    splits.clients.rows.emplace_back();
    for (std::size_t i = 0; i < size; ++i) {
      splits.clients.rows.back().push_back(static_cast<SampleRow>(splits.train.labels.size()));
      splits.train.labels.push_back(static_cast<std::int32_t>(splits.train.labels.size()));
    }
  }
  for (std::size_t i = 0; i < without_client; ++i) splits.train.labels.push_back(static_cast<std::int32_t>(i));
  splits.train.classes = static_cast<std::int32_t>(splits.train.labels.size());
  splits.train.features.resize(splits.train.classes, 1);
  for (Eigen::Index row = 0; row < splits.train.classes; ++row) splits.train.features(row, 0) = 10 * static_cast<float>(row);
  return splits;
}

}  // namespace

TEST_CASE("validation takes samples from the training set, and none is lost or doubled") {
  CHECK(rc::check("for all sizes", [] {
    const auto samples = *rc::gen::inRange<std::size_t>(1, 200);
    const auto count = *rc::gen::inRange<std::size_t>(0, samples);
    const DataSplits split =
        split_validation_count(numbered({}, samples), count, {*rc::gen::arbitrary<std::uint64_t>(), "split"});
    RC_ASSERT(split.validation.samples() == count);
    std::vector<std::int32_t> all = split.train.labels;
    for (std::size_t i = 0; i < all.size(); ++i) {
      RC_ASSERT(split.train.features(static_cast<Eigen::Index>(i), 0) == 10 * static_cast<float>(all[i]));
    }
    all.insert(all.end(), split.validation.labels.begin(), split.validation.labels.end());
    std::sort(all.begin(), all.end());
    RC_ASSERT(all == numbered({}, samples).train.labels);
  }));
}

TEST_CASE("natural clients give in proportion to their samples but one, and keep their own") {
  // 1, 11 and 31 samples can spare 0, 10 and 30: of 20 they give 0, 5 and 15.
  const DataSplits split = split_validation_count(numbered({1, 11, 31}), 20, {1, "split"});
  REQUIRE(split.clients.rows.size() == 3);
  CHECK(split.clients.rows[0].size() == 1);
  CHECK(split.clients.rows[1].size() == 6);
  CHECK(split.clients.rows[2].size() == 16);
  // Labels are old rows: client 0 owned 0, client 1 owned 1 to 11, client 2 owned 12 to 42.
  for (const SampleRow row : split.clients.rows[1]) CHECK((split.train.labels[row] >= 1 && split.train.labels[row] <= 11));
  for (const SampleRow row : split.clients.rows[2]) CHECK(split.train.labels[row] >= 12);
}

TEST_CASE("the share of validation is rounded to whole samples, and the seed decides which") {
  CHECK(split_validation_share(numbered({}, 60), 0.1, {1, "split"}).validation.samples() == 6);
  CHECK(split_validation_share(numbered({}, 60), 0, {1, "split"}).validation.samples() == 0);
  const auto drawn = [](std::uint64_t seed) {
    return split_validation_count(numbered({}, 60), 30, {seed, "split"}).validation.labels;
  };
  CHECK(drawn(1) == drawn(1));
  CHECK(drawn(1) != drawn(2));
}

TEST_CASE("labels without features are split as well") {
  DataSplits splits = numbered({4, 4});
  splits.train.features.resize(0, 0);
  const DataSplits split = split_validation_count(std::move(splits), 2, {1, "split"});
  CHECK(split.train.samples() == 6);
  CHECK_FALSE(split.train.has_features());
}

TEST_CASE("a validation set that leaves nothing to train on is refused") {
  CHECK_THROWS_WITH(split_validation_count(numbered({}, 5), 5, {1, "split"}),
                    "validation = 5 samples of 5: at least 1 must be left to train on. Lower it.");
  CHECK_THROWS_WITH(split_validation_count(numbered({1, 2, 3}), 4, {1, "split"}),
                    "validation = 4 samples of 6: at least 3 must be left to train on. Lower it.");
  CHECK_THROWS_WITH(split_validation_share(numbered({}, 5), 1, {1, "split"}), "validation = 1 must be a share in [0, 1).");
  CHECK_THROWS_WITH(split_validation_share(numbered({}, 5), NAN, {1, "split"}), "validation = nan must be a share in [0, 1).");
}
