#pragma once

#include <cstddef>
#include <functional>
#include <queue>
#include <tuple>
#include <vector>

#include "sim/platform/profile.hpp"

namespace roundwatt {

/// Looks ahead for hosts that a profile switches on: sums of durations miss such an instant by a rounding, and whoever decides
/// at it must see them.
class ReturnWatch {
 public:
  explicit ReturnWatch(std::vector<Profile> profiles);

  /// Whether one comes on after \p now, but less than SimGrid's precision of time later. Instants come in their order.
  bool is_near(double now);

 private:
  struct Return {
    double date_s;
    std::size_t profile;
    auto operator<=>(const Return&) const = default;
  };

  std::vector<Profile> profiles_;
  std::priority_queue<Return, std::vector<Return>, std::greater<>> next_;
};

}  // namespace roundwatt
