#pragma once

#include <functional>
#include <memory>
#include <queue>
#include <simgrid/s4u.hpp>
#include <vector>

#include "sim/actors/participation.hpp"

namespace roundwatt {

/// Ends the participations of clients whose time is over, at that instant. Knows of those that are under way only.
class Departures {
 public:
  explicit Departures(Instant& instant) : instant_{instant} {}

  /// The client of \p participation leaves at \p time, in the future, if it is still at work then.
  void expect(double time, const std::shared_ptr<Participation>& participation);

  /// The body of a daemon.
  void run();

 private:
  struct Departure {
    double time;
    std::uint64_t number;  ///< those of one instant leave in the order in which they began
    std::weak_ptr<Participation> participation;
    bool operator>(const Departure& other) const { return std::tie(time, number) > std::tie(other.time, other.number); }
  };

  Instant& instant_;
  std::priority_queue<Departure, std::vector<Departure>, std::greater<>> expected_;
  std::uint64_t numbers_ = 0;
  simgrid::s4u::SemaphorePtr news_ = simgrid::s4u::Semaphore::create(0);
};

}  // namespace roundwatt
