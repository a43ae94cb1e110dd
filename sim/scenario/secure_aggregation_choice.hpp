#pragma once

#include <cstdint>

#include "sim/federation/secure_aggregation.hpp"

namespace roundwatt {

enum class SecureAggregationKind { none, secagg };

/// Whether the server sees the sum of a round's updates alone, and what hiding the others costs:
/// docs/methods/secure-aggregation.md.
struct SecureAggregationChoice {
  SecureAggregationKind kind = SecureAggregationKind::none;
  double threshold = 0;          ///< share of the clients asked that must deliver
  std::int64_t input_bits = 16;  ///< of an element of an update, before it is masked
  SecureAggregationCosts costs;

  bool operator==(const SecureAggregationChoice&) const = default;
};

}  // namespace roundwatt
