#include "sim/learning/compression.hpp"

#include <rapidcheck.h>

#include <cmath>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

Parameters values(std::initializer_list<float> list) {
  Parameters parameters(static_cast<Eigen::Index>(list.size()));
  std::copy(list.begin(), list.end(), parameters.data());
  return parameters;
}

RandomStream stream(std::uint64_t key = 0) { return {5, "compression", key}; }

Parameters sent_once(const Compression& compression, const Parameters& change, std::uint64_t key = 0) {
  Parameters residual;
  return transmitted(compression, change, residual, stream(key));
}

}  // namespace

// 1,000 values are 4,000 bytes. Half: 2,000. QSGD with 3 levels has 7 codes, 3 bits: 4 + 375; with 255, 511 codes, 9 bits: 4 +
// 1,125. A tenth of them with indices of two bytes: 100 × 6; 900 × 6 is more than dense. At random: 100 × 4 + 8.
TEST_CASE("what is sent has the size of its codes and never more than the dense change") {
  CHECK(compressed_size(FullPrecision{}, 1000).value() == 4000);
  CHECK(compressed_size(HalfPrecision{}, 1000).value() == 2000);
  CHECK(compressed_size(Qsgd{3}, 1000).value() == 379);
  CHECK(compressed_size(Qsgd{255}, 1000).value() == 1129);
  CHECK(compressed_size(TopK{0.1}, 1000).value() == 600);
  CHECK(compressed_size(TopK{0.9}, 1000).value() == 4000);
  CHECK(compressed_size(TopK{1}, 1000).value() == 4000);
  CHECK(compressed_size(TopK{0.0001}, 256).value() == 5);
  CHECK(compressed_size(TopK{0.0001}, 257).value() == 6);
  CHECK(compressed_size(RandomK{0.1}, 1000).value() == 408);
  CHECK(encoding_work(FullPrecision{}, 1000).value() == 0);
  CHECK(encoding_work(TopK{0.1}, 1000).value() == 4000);
}

// 1 + 2^-11 lies halfway between 1 and 1 + 2^-10, and goes to the even one; 70,000 is beyond the largest half, 65,504.
TEST_CASE("half precision rounds to nearest even and does not overflow") {
  const Parameters sent = sent_once(HalfPrecision{}, values({1 + 0x1p-11F, 0.1F, -70000, 0}));
  CHECK(sent[0] == 1);
  CHECK(sent[1] == 0.0999755859375F);
  CHECK(sent[2] == -65504);
  CHECK(sent[3] == 0);
}

// (3, -4) has norm 5; with one level each value becomes 0 or ±5: 3 with probability .6, -4 with .8.
TEST_CASE("QSGD sends whole levels of the norm without bias") {
  double first = 0, second = 0;
  constexpr int draws = 4000;
  for (std::uint64_t key = 0; key < draws; ++key) {
    const Parameters sent = sent_once(Qsgd{1}, values({3, -4}), key);
    CHECK((sent[0] == 0 || sent[0] == 5));
    CHECK((sent[1] == 0 || sent[1] == -5));
    first += sent[0];
    second += sent[1];
  }
  CHECK(first / draws == Approx(3).margin(3.3 * 5 * std::sqrt(0.6 * 0.4 / draws)));
  CHECK(second / draws == Approx(-4).margin(3.3 * 5 * std::sqrt(0.8 * 0.2 / draws)));
  CHECK(sent_once(Qsgd{1}, values({0, 0})) == values({0, 0}));
}

// k = 1 of (1, -3, 2): -3 goes, (1, 0, 2) stays. Of the next (1, 0, 0): 1 + 1 and 2 are equal, the first goes.
TEST_CASE("top-k sends the largest and adds what is left to the next change") {
  Parameters residual;
  CHECK(transmitted(TopK{1.0 / 3}, values({1, -3, 2}), residual, stream()) == values({0, -3, 0}));
  CHECK(residual == values({1, 0, 2}));
  CHECK(transmitted(TopK{1.0 / 3}, values({1, 0, 0}), residual, stream()) == values({2, 0, 0}));
  CHECK(residual == values({0, 0, 2}));
}

TEST_CASE("nothing is lost by top-k and top-k of everything changes nothing") {
  CHECK(rc::check("several changes of any values", [] {
    const auto size = *rc::gen::inRange(1, 30);
    const double share = 0.01 * *rc::gen::inRange(1, 101);
    Parameters all = Parameters::Zero(size), sent = Parameters::Zero(size), residual;
    for (int round = 0; round < 5; ++round) {
      Parameters change(size);
      for (Eigen::Index i = 0; i < size; ++i) change[i] = static_cast<float>(*rc::gen::inRange(-64, 65));
      all += change;
      sent += transmitted(TopK{share}, change, residual, stream());
      RC_ASSERT(sent + residual == all);
      Parameters none;
      RC_ASSERT(transmitted(TopK{1}, change, none, stream()) == change);
    }
  }));
}

// Two of four values at random, doubled: each is sent half of the time.
TEST_CASE("random-k sends k scaled values without bias") {
  Parameters sum = Parameters::Zero(4);
  constexpr int draws = 4000;
  for (std::uint64_t key = 0; key < draws; ++key) {
    const Parameters sent = sent_once(RandomK{0.5}, values({1, 2, 3, 4}), key);
    CHECK((sent.array() != 0).count() == 2);
    sum += sent;
  }
  for (Eigen::Index i = 0; i < 4; ++i) {
    const double value = static_cast<double>(i + 1);
    CHECK(static_cast<double>(sum[i]) / draws == Approx(value).margin(3.3 * value / std::sqrt(draws)));
  }
}
