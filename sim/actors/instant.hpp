#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <simgrid/s4u.hpp>
#include <vector>

namespace roundwatt {

/// SimGrid's precision of time [s]: what is less apart happens at one instant.
inline constexpr double precision_of_time = 1e-9;

/// Puts what happens at one instant of simulated time in the order of docs/methods/time.md, "At one instant", whatever the
/// order in which SimGrid hands it over: that of simultaneous failures follows from addresses in its memory. Also sees that
/// simulated time goes on.
class Instant {
 public:
  /// Who acts after whom: each waits until nothing happens any more but what those with a later turn do.
  enum class Turn { batteries = 2, departures = 3, leaders = 5, stops = 7 };

  /// A transfer or computation begins. Returns its number in the run.
  std::uint64_t begin();
  /// Something has happened that others may act on.
  void note();

  /// Lets all that happens at this instant happen first; what ends less than SimGrid's precision of time later happens at it,
  /// and so time may go on by as much. Called by actors.
  void await(Turn turn);
  /// \p is_arriving says whether something that comes before a turn happens within that precision.
  void watch_arrivals(std::function<bool(Turn)> is_arriving) { is_arriving_ = std::move(is_arriving); }
  /// Of the activities that fail at one instant those that began earlier go on earlier. \p number: of the activity.
  void line_up(std::uint64_t number);

  /// Counts a step that may have taken no time. \throws RunError where so many have been taken at one instant that time will
  /// not go on. \p most steps are allowed.
  void step();
  void set_most_steps(std::uint64_t most) { most_steps_ = most; }
  /// Called now and then while steps are taken.
  void on_steps(std::function<void()> listener) { listener_ = std::move(listener); }

 private:
  void let_others_act(Turn turn);
  void let_engine_look();
  void let_arrive();
  void call_up();

  std::uint64_t begun_ = 0;         ///< activities so far
  std::uint64_t looked_after_ = 0;  ///< activities that had begun when the engine looked last whether any is over
  double last_begin_s_ = -1;
  std::uint64_t happenings_ = 0;
  std::function<bool(Turn)> is_arriving_;
  std::vector<simgrid::s4u::SemaphorePtr> awaiting_arrival_;
  std::map<std::uint64_t, simgrid::s4u::SemaphorePtr> line_;
  std::uint64_t steps_ = 0, most_steps_ = 1'000'000;
  double steps_s_ = -1;  ///< instant of the steps counted
  std::function<void()> listener_;
};

}  // namespace roundwatt
