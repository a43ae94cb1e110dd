#include "sim/federation/staleness_discount.hpp"

#include "tests/soft.hpp"

using namespace roundwatt;

TEST_CASE("a constant discount does not look at staleness") {
  CHECK(discount_of(ConstantDiscount{}, 0) == 1);
  CHECK(discount_of(ConstantDiscount{}, 100) == 1);
}

TEST_CASE("a polynomial discount falls with a power of staleness") {
  // (1 + 3)^−1/2 = 1/2, (1 + 3)^−2 = 1/16.
  CHECK(discount_of(PolynomialDiscount{0.5}, 0) == 1);
  CHECK(discount_of(PolynomialDiscount{0.5}, 3) == soft(0.5));
  CHECK(discount_of(PolynomialDiscount{2}, 3) == soft(1.0 / 16));
}

TEST_CASE("a hinge discount begins after its grace") {
  // a = 10, b = 4: 1 up to 4; 1 / (10 (5 − 4) + 1) = 1/11; 1 / (10 (7 − 4) + 1) = 1/31.
  CHECK(discount_of(HingeDiscount{10, 4}, 4) == 1);
  CHECK(discount_of(HingeDiscount{10, 4}, 5) == soft(1.0 / 11));
  CHECK(discount_of(HingeDiscount{10, 4}, 7) == soft(1.0 / 31));
}
