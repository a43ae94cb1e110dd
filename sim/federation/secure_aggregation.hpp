#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/base/quantity.hpp"

namespace roundwatt {

/// What the cryptography of secure aggregation costs, on clients and server alike; each ≥ 0.
struct SecureAggregationCosts {
  Flops key_agreement;  ///< one scalar multiplication on the curve, and hashing its result; making a key pair costs the same
  Flops share;          ///< one multiplication and one addition in the field of the secret shares
  Flops mask_element;   ///< one element of one mask: drawn by the generator of pseudorandom numbers, and added

  bool operator==(const SecureAggregationCosts&) const = default;
};

/// Secure aggregation with pairwise masks and secret sharing, honest-but-curious (Bonawitz et al., Practical Secure Aggregation
/// for Privacy-Preserving Machine Learning, CCS 2017): what its messages weigh and what both sides compute. Below, n is the
/// number of clients of a step, and t = needed(clients asked). docs/methods/secure-aggregation.md.
class SecureAggregation {
 public:
  /// \p threshold: share of the clients asked that must deliver, in (0, 1]. \p elements: numbers that a client adds to the sum,
  /// each of \p input_bits before it is masked. \p largest_cohort: clients whose sum must not overflow, ≥ 1.
  SecureAggregation(double threshold, std::int64_t elements, std::int64_t input_bits, std::size_t largest_cohort,
                    const SecureAggregationCosts& costs);

  /// t: clients without whom nothing can be unmasked; of \p asked, rounded up; at least 2, for a sum over one hides nothing.
  std::size_t needed(std::size_t asked) const;
  /// ⌈log2 R⌉ with R = n (2^input_bits − 1) + 1 of the largest cohort: no sum wraps around.
  std::int64_t bits_per_element() const { return bits_per_element_; }

  // Messages, in the order of the steps.
  Bytes own_keys() const { return key_size * 2; }                                   ///< up: one pair for secrecy, one for masks
  Bytes keys_of_others(std::size_t n) const { return key_size * (2 * others(n)); }  ///< down
  Bytes shares_for_others(std::size_t n) const { return share_size * (2 * others(n)); }  ///< up, encrypted; and down to each
  Bytes masked_update() const;                                                           ///< up, whole bytes
  Bytes survivors(std::size_t n) const;                                                  ///< down: a bit for each client
  Bytes shares_for_unmasking(std::size_t n) const { return share_size * static_cast<double>(n); }  ///< up

  // What a client computes.
  Flops making_keys() const { return costs_.key_agreement * 2; }
  /// Two keys agreed on with each other client, and two secrets shared among all.
  Flops sharing(std::size_t n, std::size_t t) const;
  /// A mask with each other client and one of its own.
  Flops masking(std::size_t n) const { return mask() * static_cast<double>(n); }

  /// What the server computes to unmask the sum over \p delivered of \p n clients: a secret of each is reconstructed, the own
  /// mask of each that has delivered drawn, and that of each of these with each that has not. \pre delivered ≤ n
  Flops unmasking(std::size_t n, std::size_t delivered, std::size_t t) const;

 private:
  static constexpr Bytes key_size{32};    ///< a_K = 256 bits
  static constexpr Bytes share_size{32};  ///< a_S = 256 bits

  static double others(std::size_t n) { return n > 0 ? static_cast<double>(n - 1) : 0; }
  Flops mask() const { return costs_.mask_element * static_cast<double>(elements_); }

  double threshold_;
  std::int64_t elements_;
  std::int64_t bits_per_element_;
  SecureAggregationCosts costs_;
};

}  // namespace roundwatt
