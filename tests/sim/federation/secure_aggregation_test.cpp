#include "sim/federation/secure_aggregation.hpp"

#include <rapidcheck.h>

#include "tests/soft.hpp"

using namespace roundwatt;

namespace {

constexpr SecureAggregationCosts costs{Flops{1000}, Flops{10}, Flops{1}};

/// What one client sends and receives where nobody is lost, as the paper counts it.
double bytes_of_user(const SecureAggregation& rule, std::size_t n) {
  return (rule.own_keys() + rule.keys_of_others(n) + rule.shares_for_others(n) * 2 + rule.masked_update() +
          rule.shares_for_unmasking(n))
      .value();
}

/// Over the vector in the clear, of 16 bits an element.
double expansion(std::size_t n, std::int64_t elements) {
  const SecureAggregation rule{0.5, elements, 16, n, costs};
  return bytes_of_user(rule, n) / (2 * static_cast<double>(elements));
}

}  // namespace

TEST_CASE("the traffic expands as the paper says for 1024 users of 2^20 elements") {
  // 2 n a_K + (5 n - 4) a_S + m b bits: 256 (7 * 1024 - 4) = 1 833 984, and 2^20 * (16 + 10) = 27 262 976.
  // 29 096 960 / (16 * 2^20) = 1.7343: published as 1.73.
  CHECK(SecureAggregation(0.5, 1 << 20, 16, 1024, costs).bits_per_element() == 26);
  CHECK(expansion(1024, 1 << 20) == soft(29096960.0 / 16777216.0));
  CHECK(expansion(1024, 1 << 20) == Approx(1.73).margin(0.005));
}

TEST_CASE("the traffic expands as the paper says for 16384 users of 2^24 elements") {
  // 256 (7 * 16384 - 4) = 29 359 104, and 2^24 * (16 + 14) = 503 316 480; 532 675 584 / (16 * 2^24) = 1.9844: published
  // as 1.98.
  CHECK(expansion(16384, 1 << 24) == soft(532675584.0 / 268435456.0));
  CHECK(expansion(16384, 1 << 24) == Approx(1.98).margin(0.005));
}

TEST_CASE("messages of four clients by hand") {
  // Largest sum 4 * 65535 = 262140 < 2^18: 18 bits; 10 elements take 180 bits, 22.5 bytes.
  const SecureAggregation rule{0.75, 10, 16, 4, costs};
  CHECK(rule.bits_per_element() == 18);
  CHECK(rule.own_keys().value() == 64);
  CHECK(rule.keys_of_others(4).value() == 3 * 2 * 32);
  CHECK(rule.shares_for_others(4).value() == 3 * 2 * 32);
  CHECK(rule.shares_for_others(3).value() == 2 * 2 * 32);  // one was lost
  CHECK(rule.masked_update().value() == 23);
  CHECK(rule.survivors(4).value() == 1);
  CHECK(rule.survivors(9).value() == 2);
  CHECK(rule.shares_for_unmasking(3).value() == 3 * 32);
}

TEST_CASE("a sum takes as many bits as its largest value") {
  const auto bits = [](std::size_t n, std::int64_t input_bits) {
    return SecureAggregation(0.5, 1, input_bits, n, costs).bits_per_element();
  };
  CHECK(bits(1, 16) == 16);
  CHECK(bits(2, 16) == 17);
  CHECK(bits(5, 16) == 19);
  CHECK(bits(7, 1) == 3);  // 7 ones
  CHECK(bits(8, 1) == 4);
}

TEST_CASE("the threshold is a share of those asked and never less than two") {
  const SecureAggregation rule{2.0 / 3, 1, 16, 9, costs};
  CHECK(rule.needed(9) == 6);  // whatever the last bit of 2/3
  CHECK(rule.needed(10) == 7);
  CHECK(rule.needed(3) == 2);
  CHECK(rule.needed(1) == 2);
  CHECK(SecureAggregation(1, 1, 16, 5, costs).needed(5) == 5);
}

TEST_CASE("operations of both sides by hand") {
  // n = 4, t = 3, ten elements. Keys: 2 * 1000. Sharing: 2 * 3 agreements, 2 secrets at 4 places by Horner with 2 steps each,
  // 16 * 10. Masks: 3 + 1 of ten elements.
  const SecureAggregation rule{0.75, 10, 16, 4, costs};
  CHECK(rule.making_keys().value() == 2000);
  CHECK(rule.sharing(4, 3).value() == 6 * 1000 + 16 * 10);
  CHECK(rule.masking(4).value() == 4 * 10);
  // Server, nobody lost: 9 for the basis and 4 secrets of 3 steps, 21 * 10; four masks of their own.
  CHECK(rule.unmasking(4, 4, 3).value() == 210 + 4 * 10);
  // One lost: 3 agreements in its name, 3 masks of its pairs and 3 of their own.
  CHECK(rule.unmasking(4, 3, 3).value() == 210 + 3 * 1000 + 6 * 10);
}

TEST_CASE("one more client that is lost adds its pairs to the work of the server") {
  CHECK(rc::check("masks and agreements are those of pairs", [] {
    const auto n = static_cast<std::size_t>(*rc::gen::inRange(2, 300));
    const auto lost = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(n) - 1));
    const SecureAggregation rule{0.5, 7, 16, n, costs};
    const std::size_t t = rule.needed(n);
    const double less = rule.unmasking(n, n - lost, t).value();
    const double more = rule.unmasking(n, n - lost - 1, t).value();
    // One more lost turns (n - d)(1 + d) masks and (n - d) d agreements into those of d + 1.
    const double masks = static_cast<double>(n) - 2 * static_cast<double>(lost) - 2;
    RC_ASSERT(more - less == masks * 7 + (masks + 1) * 1000);
  }));
}
