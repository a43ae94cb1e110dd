#pragma once

#include <simgrid/s4u.hpp>

namespace roundwatt {

/// Lets somebody else end what an actor is waiting for.
class Cancellation {
 public:
  bool requested() const { return requested_; }

  /// From now on nothing new is begun under this cancellation, and what is being waited for ends at this instant.
  void request() {
    requested_ = true;
    if (const simgrid::s4u::ActivityPtr current = current_) current->cancel();
  }

  /// Waits for a started activity. Returns whether it came to its end.
  bool wait(const simgrid::s4u::ActivityPtr& activity) {
    current_ = activity;
    if (requested_) activity->cancel();  // between its start and now
    bool finished = true;
    try {
      activity->wait();
    } catch (const simgrid::Exception&) {  // cancelled, or a host or link died
      finished = false;
    }
    current_ = nullptr;
    return finished;
  }

 private:
  simgrid::s4u::ActivityPtr current_;
  bool requested_ = false;
};

/// How something that an actor waited for ended.
enum class Ending { done, cancelled, failed };

}  // namespace roundwatt
