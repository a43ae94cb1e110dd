#include "sim/actors/departures.hpp"

namespace roundwatt {

namespace {

void leave(Participation& participation) {
  if (participation.over) return;
  participation.left = true;
  participation.cancellation().request();
}

}  // namespace

void Departures::expect(double time, const std::shared_ptr<Participation>& participation) {
  const bool is_next = expected_.empty() || time < expected_.top().time;
  expected_.push({time, numbers_++, participation});
  if (is_next) news_->release();
}

void Departures::run() {
  while (true) {
    const double now = simgrid::s4u::Engine::get_clock();
    // Who is done at the instant at which its time is over is done.
    if (!expected_.empty() && expected_.top().time < now + precision_of_time) instant_.await(Instant::Turn::departures);
    while (!expected_.empty() && expected_.top().time < now + precision_of_time) {
      const auto participation = expected_.top().participation.lock();
      expected_.pop();
      if (participation) leave(*participation);
    }
    if (expected_.empty()) {
      news_->acquire();
    } else {
      news_->acquire_timeout(expected_.top().time - now);
    }
  }
}

}  // namespace roundwatt
