#pragma once

#include <cstddef>
#include <functional>
#include <queue>
#include <vector>

#include "sim/actors/transport.hpp"
#include "sim/platform/link_changes.hpp"

namespace roundwatt {

/// Changes links when their profiles say so, before whatever else follows from that instant.
class LinkPlayer {
 public:
  LinkPlayer(std::vector<LinkChanges> changes, Transport& transport);

  /// Makes the changes that are due. Call it whenever simulated time has gone on, before the run for those of instant 0, and
  /// when a flow is over.
  void play();
  /// Whether a link changes after \p now, but at the same instant up to rounding, or waits for what ends at it.
  bool is_near(double now) const;
  /// The body of an actor: simulated time stops wherever something changes.
  void run() const;

 private:
  /// The next event of one of the changes; of those of an instant, first what comes first in the list.
  struct Next {
    double date_s = 0;
    std::size_t changes = 0;
    std::size_t number = 0;
    bool postponed = false;
    auto operator<=>(const Next&) const = default;
  };

  struct Due {
    const LinkChanges* changes;
    double value;
  };

  void line_up(std::size_t changes, std::size_t number);
  bool is_due(const Next& next, double now) const;
  /// Whether a link goes off under a flow that is there but for a rounding: it ends first.
  bool must_wait(const Next& next, double value) const;
  static void make(const Due& due, FlowTuner& tuner);

  std::vector<LinkChanges> changes_;
  Transport& transport_;
  std::priority_queue<Next, std::vector<Next>, std::greater<>> next_;
};

}  // namespace roundwatt
