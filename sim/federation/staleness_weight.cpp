#include "sim/federation/staleness_weight.hpp"

#include <stdexcept>

#include "sim/federation/staleness_discount.hpp"

namespace roundwatt {

namespace {

StalenessDiscount discount(const StalenessRule& rule) {
  switch (rule.weight) {
    case StalenessWeight::constant:
      return ConstantDiscount{};
    case StalenessWeight::polynomial:
      return PolynomialDiscount{rule.a};
    case StalenessWeight::hinge:
      return HingeDiscount{rule.a, rule.b};
  }
  throw std::logic_error{"a staleness weight has no kind"};
}

}  // namespace

double staleness_weight(const StalenessRule& rule, std::int64_t staleness) { return discount_of(discount(rule), staleness); }

}  // namespace roundwatt
