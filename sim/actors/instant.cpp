#include "sim/actors/instant.hpp"

#include <fmt/format.h>

#include <simgrid/kernel/Timer.hpp>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/platform/simgrid_api.hpp"

namespace roundwatt {

namespace sg = simgrid::s4u;

namespace {

double now() { return sg::Engine::get_clock(); }

}  // namespace

std::uint64_t Instant::begin() {
  step();
  note();
  last_begin_s_ = now();
  return ++begun_;
}

void Instant::note() {
  ++happenings_;
  for (const sg::SemaphorePtr& waiting : std::exchange(awaiting_arrival_, {})) waiting->release();
}

void Instant::await(Turn turn) {
  constexpr int most_looks = 3;  // what arrives can let a link go off, which lets clients fail
  let_others_act(turn);
  for (int looks = 0; looks < most_looks && is_arriving_ && is_arriving_(turn); ++looks) {
    let_arrive();
    let_others_act(turn);
  }
  note();  // whoever has a later turn waits for what comes of this one
}

void Instant::let_others_act(Turn turn) {
  while (true) {
    for (int quiet = 0; quiet < static_cast<int>(turn); ++quiet) {
      const std::uint64_t before = happenings_;
      step();
      sg::this_actor::yield();
      if (happenings_ != before) quiet = -1;
    }
    // What began just now may have taken no time: only the engine knows.
    if (last_begin_s_ != now() || looked_after_ == begun_) return;
    let_engine_look();
  }
}

/// Sums of durations miss each other by a rounding.
void Instant::let_arrive() {
  const sg::SemaphorePtr arrival = sg::Semaphore::create(0);
  awaiting_arrival_.push_back(arrival);
  arrival->acquire_timeout(precision_of_time);
}

void Instant::let_engine_look() {
  const std::uint64_t begun = begun_;
  const sg::SemaphorePtr looked = sg::Semaphore::create(0);
  simgrid::kernel::timer::Timer::set(now(), [looked] { looked->release(); });
  looked->acquire();
  looked_after_ = begun;
}

/// All that fail at one instant are woken together; an actor of its own calls them up, since who calls others goes on after
/// them.
void Instant::line_up(std::uint64_t number) {
  step();
  note();
  if (line_.empty()) start_actor("usher", sg::this_actor::get_host(), [this] { call_up(); });
  const sg::SemaphorePtr turn = sg::Semaphore::create(0);
  line_.emplace(number, turn);
  turn->acquire();
  note();
}

void Instant::call_up() {
  sg::this_actor::yield();
  const std::map<std::uint64_t, sg::SemaphorePtr> waiting = std::exchange(line_, {});
  for (const auto& [number, turn] : waiting) turn->release();
}

void Instant::step() {
  if (now() != steps_s_) {
    steps_s_ = now();
    steps_ = 0;
  }
  ++steps_;
  constexpr std::uint64_t between_looks = 1024;
  if (steps_ % between_looks == 0 && listener_) listener_();
  if (steps_ < most_steps_) return;
  steps_ = 0;
  throw RunError{
      fmt::format("time stands still at {} s: {} steps have been taken at this instant and none of them took any time", now(),
                  most_steps_)};
}

}  // namespace roundwatt
