#pragma once

#include <cstdint>
#include <variant>

namespace roundwatt {

/// s(τ) = 1: an update counts the same however old the model is that it started from.
struct ConstantDiscount {};

/// s(τ) = (1 + τ)^−a.
struct PolynomialDiscount {
  double exponent = 0.5;  ///< a ≥ 0
};

/// s(τ) = 1 up to τ = b, then 1 / (a (τ − b) + 1).
struct HingeDiscount {
  double slope = 10;  ///< a > 0
  double grace = 4;   ///< b ≥ 0
};

/// What an update is worth whose client trained from a model that has been renewed since (Xie et al. 2019, section 5.2; Nguyen
/// et al. 2022 take the polynomial with a = 1/2).
using StalenessDiscount = std::variant<ConstantDiscount, PolynomialDiscount, HingeDiscount>;

/// s(\p staleness) in (0, 1]. \p staleness: aggregations between the model that the client trained from and the one that its
/// update is merged into; ≥ 0.
double discount_of(const StalenessDiscount& discount, std::int64_t staleness);

}  // namespace roundwatt
