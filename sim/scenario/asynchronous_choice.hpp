#pragma once

#include <cstdint>
#include <optional>

namespace roundwatt {

enum class AsynchronousAlgorithm { fedasync, fedbuff };
enum class DiscountKind { constant, polynomial, hinge };

/// What an update is still worth: docs/methods/federation.md.
struct DiscountChoice {
  DiscountKind kind = DiscountKind::polynomial;
  double exponent = 0.5;   ///< of polynomial
  double slope = 10;       ///< of hinge
  std::int64_t grace = 4;  ///< of hinge

  bool operator==(const DiscountChoice&) const = default;
};

/// Mode asynchronous: a server that never waits for a cohort.
struct AsynchronousChoice {
  std::optional<AsynchronousAlgorithm> algorithm;
  std::int64_t max_concurrency = 0;           ///< clients under way at once
  std::optional<std::int64_t> max_staleness;  ///< nothing: no bound
  std::optional<std::int64_t> buffer_size;    ///< of fedbuff
  std::optional<double> mixing_rate;          ///< α of fedasync, where models are trained
  DiscountChoice discount;                    ///< where models are trained

  bool operator==(const AsynchronousChoice&) const = default;
};

}  // namespace roundwatt
