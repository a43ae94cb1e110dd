#include "sim/federation/staleness_discount.hpp"

#include <cmath>

namespace roundwatt {

namespace {

struct Discounter {
  std::int64_t staleness;

  double operator()(const ConstantDiscount&) const { return 1; }
  double operator()(const PolynomialDiscount& rule) const {
    return std::pow(1 + static_cast<double>(staleness), -rule.exponent);
  }
  double operator()(const HingeDiscount& rule) const {
    const double beyond = static_cast<double>(staleness) - rule.grace;
    return beyond <= 0 ? 1 : 1 / (rule.slope * beyond + 1);
  }
};

}  // namespace

double discount_of(const StalenessDiscount& discount, std::int64_t staleness) {
  return std::visit(Discounter{staleness}, discount);
}

}  // namespace roundwatt
