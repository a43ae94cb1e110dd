#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <vector>

#include "sim/trace/records.hpp"

namespace roundwatt {

/// Adds up a host's intervals by activity: the detail `trace.host_energy: totals` keeps, every joule by host, activity and
/// bucket.
class HostTotals {
 public:
  explicit HostTotals(std::size_t hosts) : totals_(hosts) {}

  /// The interval must lie within the current bucket.
  void add(const HostEnergyRow& interval);

  /// Hands out what came together since the last call, by host, then activity, as the bucket [\p start_s, \p end_s].
  void close_bucket(double start_s, double end_s, const std::function<void(const HostTotalRow&)>& sink);

 private:
  using ByActivity = std::array<HostTotalRow, static_cast<std::size_t>(Activity::idle) + 1>;
  std::vector<ByActivity> totals_;
};

}  // namespace roundwatt
