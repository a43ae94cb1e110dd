#pragma once

#include <simgrid/s4u.hpp>
#include <unordered_set>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/platform/fleet.hpp"
#include "sim/platform/simgrid_action.hpp"
#include "sim/platform/simgrid_engine.hpp"

namespace roundwatt {

/// Changes links, and what SimGrid's solver knows of the flows over them. SimGrid (3.32 to 4.1) bounds and weights a flow when
/// it starts: nobody gains from a link that becomes faster under him, and one whose latency changes to 0 never ends. Here a
/// flow is at each instant bounded and weighted as one that starts then (docs/methods/time.md, "Links that change"). Wants
/// network/optim:Full.
class FlowTuner {
 public:
  FlowTuner(const Fleet& fleet, const NetworkConstants& constants) : fleet_{fleet}, constants_{constants} {}

  /// [byte/s]; at 0 nothing passes.
  void set_bandwidth(simgrid::s4u::Link& link, double byte_s);

  /// The instant at which a flow that starts at \p now has paid its latency.
  double moves_from(HostId from, HostId to, double now) const;
  /// Keeps SimGrid from weighting a flow by itself, until tune(): it adds to the weight what changes of each link that the flow
  /// or its acknowledgements cross, though the weight began with one direction, and ends where the sum is below 0.
  static void hold(simgrid::kernel::resource::Action& action);
  /// When a flow has to be tuned again.
  enum class Next { when_links_change, once_it_moves };
  /// Tells SimGrid of one flow what has changed of its links; \p moves_from_s: see there.
  Next tune(simgrid::kernel::resource::Action& action, HostId from, HostId to, double moves_from_s) const;
  /// Whether a link on the way lets nothing pass.
  bool is_closed(HostId from, HostId to) const;

 private:
  bool is_closed(const SimgridWay& way) const;
  double bound(const SimgridWay& way) const;
  double weight(const SimgridWay& way) const;

  const Fleet& fleet_;
  NetworkConstants constants_;
  std::unordered_set<const simgrid::s4u::Link*> closed_;
};

}  // namespace roundwatt
