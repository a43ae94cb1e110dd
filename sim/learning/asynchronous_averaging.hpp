#pragma once

#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "sim/learning/local_update.hpp"

namespace roundwatt {

/// FedAsync (Xie et al. 2019): each update is merged alone, x ← (1 − α s) x + α s x_k.
struct FedAsync {
  double mixing_rate = 0.5;  ///< α in (0, 1]
};

/// FedBuff (Nguyen et al. 2022): K changes at once, x ← x + η / K Σ s_k (x_k − x_base).
struct FedBuff {
  double rate = 1;  ///< η > 0, the server's
};

using AsynchronousRule = std::variant<FedAsync, FedBuff>;

/// Where an update came from, and what it is still worth.
struct Origin {
  std::shared_ptr<const GlobalModel> base;  ///< the model that its client trained from
  double discount = 1;                      ///< s(τ) in (0, 1]
};

/// The global model after \p updates, which came from \p origins in the same order. FedAsync merges one after another as
/// given; FedBuff sums in double in the order given, which the caller fixes. Without updates nothing changes.
/// \throws RunError when an update diverged
GlobalModel merge(const AsynchronousRule& rule, const GlobalModel& global, std::span<const LocalUpdate> updates,
                  std::span<const Origin> origins);

}  // namespace roundwatt
