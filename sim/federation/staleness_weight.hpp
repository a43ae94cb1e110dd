#pragma once

#include <cstdint>

namespace roundwatt {

/// How the weight of an update falls with its staleness.
enum class StalenessWeight { constant, polynomial, hinge };

struct StalenessRule {
  StalenessWeight weight = StalenessWeight::polynomial;
  double a = 0.5;  ///< > 0: how fast it falls
  double b = 4;    ///< ≥ 0, hinge: staleness up to which it does not

  bool operator==(const StalenessRule&) const = default;
};

/// s(τ) in (0, 1], 1 at τ = 0 (Xie, Koyejo and Gupta, Asynchronous Federated Optimization, 2019, section 5): constant 1;
/// polynomial (1 + τ)^−a; hinge 1 up to τ = b, then 1 / (a (τ − b) + 1). \p staleness ≥ 0 counts the models that the server has
/// made since the one that was trained from.
double staleness_weight(const StalenessRule& rule, std::int64_t staleness);

}  // namespace roundwatt
