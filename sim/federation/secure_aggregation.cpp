#include "sim/federation/secure_aggregation.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace roundwatt {

namespace {

/// ⌈log2(most + 1)⌉: \p most is the largest sum.
std::int64_t bits_for(std::uint64_t most) { return static_cast<std::int64_t>(std::bit_width(most)); }

}  // namespace

SecureAggregation::SecureAggregation(double threshold, std::int64_t elements, std::int64_t input_bits,
                                     std::size_t largest_cohort, const SecureAggregationCosts& costs)
    : threshold_{threshold},
      elements_{elements},
      bits_per_element_{bits_for(largest_cohort * ((std::uint64_t{1} << input_bits) - 1))},
      costs_{costs} {}

std::size_t SecureAggregation::needed(std::size_t asked) const {
  constexpr double rounding = 1e-9;
  const double share = std::ceil(threshold_ * static_cast<double>(asked) - rounding);
  return std::max(std::size_t{2}, static_cast<std::size_t>(share));
}

Bytes SecureAggregation::masked_update() const {
  return Bytes{std::ceil(static_cast<double>(elements_) * static_cast<double>(bits_per_element_) / 8)};
}

Bytes SecureAggregation::survivors(std::size_t n) const { return Bytes{std::ceil(static_cast<double>(n) / 8)}; }

/// Horner's rule evaluates a polynomial of degree t − 1 at each of n places, for two secrets.
Flops SecureAggregation::sharing(std::size_t n, std::size_t t) const {
  const double horner = 2 * static_cast<double>(n) * static_cast<double>(t - 1);
  return costs_.key_agreement * (2 * others(n)) + costs_.share * horner;
}

/// All secrets are reconstructed from shares of the same t clients: t² for the Lagrange basis, then t for each secret.
Flops SecureAggregation::unmasking(std::size_t n, std::size_t delivered, std::size_t t) const {
  const auto shares = static_cast<double>(t);
  const auto there = static_cast<double>(delivered);
  const auto lost_pairs = there * static_cast<double>(n - delivered);
  return costs_.share * (shares * shares + static_cast<double>(n) * shares) + costs_.key_agreement * lost_pairs +
         mask() * (there + lost_pairs);
}

}  // namespace roundwatt
