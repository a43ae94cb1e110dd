#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/federation/selector.hpp"

namespace roundwatt {

/// Each subset of the eligible clients equally likely: FedAvg's (McMahan et al., AISTATS 2017).
class UniformSelector final : public Selector {
 public:
  std::vector<ClientId> select(const SelectionRequest& request) override;
};

/// The next eligible clients by number after the last one that was asked, beginning anew behind the last number.
class RoundRobinSelector final : public Selector {
 public:
  std::vector<ClientId> select(const SelectionRequest& request) override;

 private:
  std::size_t next_ = 0;
};

/// One after another without replacement, in proportion to the samples that they hold.
class WeightedSelector final : public Selector {
 public:
  /// \p samples by client.
  explicit WeightedSelector(std::vector<std::int64_t> samples) : samples_{std::move(samples)} {}

  std::vector<ClientId> select(const SelectionRequest& request) override;

 private:
  std::vector<std::int64_t> samples_;
};

/// The eligible clients in ascending order.
std::vector<ClientId> in_order(const EligibleClients& eligible);

/// \p count of them, one after another without replacement, in proportion to their \p samples; in ascending order.
std::vector<ClientId> draw_by_samples(const EligibleClients& eligible, const std::vector<std::int64_t>& samples,
                                      std::size_t count, RandomStream& stream);

}  // namespace roundwatt
