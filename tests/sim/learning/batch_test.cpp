#include "sim/learning/batch.hpp"

#include <cmath>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Dataset four_samples() {
  Dataset data;
  data.labels = {0, 1, 2, 3};
  data.features = (FeatureMatrix(4, 1) << 10, 20, 30, 40).finished();
  return data;
}

Batch gathered(const ClientData& data, const std::vector<SampleRow>& rows) {
  Batch batch;
  batch.gather(data, rows);
  return batch;
}

}  // namespace

TEST_CASE("a batch holds its rows in their order and without noise unchanged") {
  const Dataset data = four_samples();
  const ClientData client{&data, {0, 1, 2, 3}, 0, 1, 0};
  Batch batch = gathered(client, {3, 0, 2});
  CHECK(batch.size() == 3);
  CHECK(batch.features()(0, 0) == 40);
  CHECK(batch.features()(1, 0) == 10);
  CHECK(batch.features()(2, 0) == 30);
  CHECK(std::vector(batch.labels().begin(), batch.labels().end()) == std::vector<std::int32_t>{3, 0, 2});
  // Smaller than before: nothing of the old batch is left.
  batch.gather(client, std::vector<SampleRow>{1});
  CHECK(batch.size() == 1);
  CHECK(batch.features().rows() == 1);
  CHECK(batch.features()(0, 0) == 20);
}

TEST_CASE("feature noise belongs to the client and the row and not to the place in a batch") {
  Dataset data;
  data.features = FeatureMatrix::Zero(3, 5000);
  data.labels = {0, 1, 2};
  const ClientData client{&data, {0, 1, 2}, 0.5, 1, 7};
  ClientData other = client, louder = client;
  other.client = 8;
  louder.noise_sd = 1;
  const Batch batch = gathered(client, {0, 1, 2}), turned = gathered(client, {2, 0});
  CHECK(batch.features().row(0) == turned.features().row(1));
  CHECK(batch.features().row(2) == turned.features().row(0));
  CHECK(batch.features().row(0) != batch.features().row(1));
  CHECK(batch.features().row(0) != gathered(other, {0}).features().row(0));
  // Of 5000 draws the standard deviation is within 5 %, the mean within 4 σ / √5000.
  CHECK(std::sqrt(batch.features().row(0).squaredNorm() / 5000) == Approx(0.5).epsilon(0.05));
  CHECK(std::abs(batch.features().row(0).mean()) < 4 * 0.5 / std::sqrt(5000.0));
  CHECK(gathered(louder, {0}).features()(0, 0) == Approx(2 * batch.features()(0, 0)).epsilon(1e-5));
}
